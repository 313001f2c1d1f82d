namespace FChat.LoadTests.Servers.Seed;

/// <summary>The protocol's answer to an operation.</summary>
public sealed record SeedAnswer(object? Data, SeedError? Error = null)
{
    /// <summary>Every attempt was in conflict with others: where Frappe says 508.</summary>
    public static SeedAnswer Unavailable { get; } = new(null, new SeedError("unavailable"));

    /// <summary>Whether it was done.</summary>
    public bool Ok => Error is null;

    /// <summary>The answer to an operation on a call.</summary>
    public static SeedAnswer Of(SeedOutcome? outcome, Func<string, object> data) => outcome switch
    {
        null => Unavailable,
        { Refusal: { } code } => new SeedAnswer(null, new SeedError(code)),
        _ => new SeedAnswer(data(outcome.Call)),
    };
}

/// <summary>Why an operation was refused.</summary>
public sealed record SeedError(string Code);
