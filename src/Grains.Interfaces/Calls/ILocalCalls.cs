namespace FChat.Calls;

/// <summary>The calls that are active in this process. Signals reach them without a message, in the order given.</summary>
public interface ILocalCalls
{
    /// <summary>Hands a signal to its call, in a turn of the call's own.</summary>
    Task<SignalAnswer> Signal(CallId call, SendSignal signal);
}

/// <summary>What became of a signal.</summary>
/// <param name="IsHere">False: the call is not active where it was looked for, and nothing was done.</param>
/// <param name="Refusal">Why it was not relayed; null: it was.</param>
[GenerateSerializer, Immutable, Alias("fchat.SignalAnswer")]
public readonly record struct SignalAnswer([property: Id(0)] bool IsHere, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>The call is active somewhere else, or nowhere.</summary>
    public static SignalAnswer NotHere => default;

    /// <summary>The call has decided.</summary>
    public static SignalAnswer Of(Refusal? refusal) => new(true, refusal);
}
