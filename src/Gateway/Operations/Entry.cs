using FChat.Calls;

namespace FChat.Gateway.Operations;

/// <summary>A way into a call: what is asked of it, and what becomes of its answer.</summary>
/// <param name="Call">Which call.</param>
/// <param name="Device">The client's own name for the device.</param>
/// <param name="Ask">Asks the call for the seat.</param>
/// <param name="Admission">What the answer says of the seat.</param>
/// <param name="Reply">What the answer says to the client.</param>
internal sealed record Entry<T>(
    CallId Call, string? Device, Func<ICallGrain, Seat, Task<Outcome<T>>> Ask, Func<T, Admission> Admission, Func<T, Answer> Reply);

/// <summary>What a call says of whom it has let in.</summary>
/// <param name="State">What its answer covers.</param>
/// <param name="Home">The silo that it is active on.</param>
/// <param name="Connection">The connection that it tells; null: the one that was asked for.</param>
internal readonly record struct Admission(SeqState State, string? Home, ConnectionId? Connection)
{
    /// <summary>Whether it is that connection: not when the command was a repetition, or when another one of the user's has the seat and lives.</summary>
    public bool IsFor(ConnectionId connection) => Connection is null || Connection == connection;
}
