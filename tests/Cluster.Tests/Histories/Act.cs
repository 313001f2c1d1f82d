namespace FChat.Cluster.Tests.Histories;

/// <summary>What a user wanted to do: an operation, however often it was tried.</summary>
/// <param name="User">Who.</param>
/// <param name="Operation">Its name in the protocol.</param>
/// <param name="Aim">What it was about.</param>
/// <param name="Attempts">At least one.</param>
/// <param name="Code">Of a refusal.</param>
/// <param name="Result">Of an acknowledged act what the checks need of the answer: the id of a call, the number of a message.</param>
public sealed record Act(string User, string Operation, Aim Aim, IReadOnlyList<Attempt> Attempts, Verdict Verdict, string? Code = null, string? Result = null)
{
    /// <summary>When it was first sent.</summary>
    public TimeSpan Begun => Attempts[0].Sent;

    /// <summary>When its outcome was known.</summary>
    public TimeSpan Done => Attempts[^1].Done;

    /// <summary>Whether something may have come of it.</summary>
    public bool MayHaveHappened => Verdict != Verdict.Refused || Attempts.Any(attempt => attempt.Outcome == Outcome.Unknown);

    /// <inheritdoc/>
    public override string ToString() => $"{User} {Operation} {Aim.Tag ?? Aim.Call ?? Aim.Room} ({Verdict}{(Code is null ? "" : " " + Code)} at {Done.TotalSeconds:0.000})";
}

/// <summary>What an act is about; what does not apply is null.</summary>
/// <param name="Target">Another user.</param>
/// <param name="Tag">Of a signal or message the mark by which it is known again.</param>
public sealed record Aim(string? Call = null, string? Room = null, string? Target = null, string? Tag = null);

/// <summary>One try. <paramref name="Order"/> counts the tries of one client as they went to the wire.</summary>
public sealed record Attempt(long Order, TimeSpan Sent, TimeSpan Done, Outcome Outcome);

/// <summary>What came of one try.</summary>
public enum Outcome
{
    /// <summary>Done, and said so.</summary>
    Acknowledged,

    /// <summary>Not done, and said so.</summary>
    Refused,

    /// <summary>The connection was lost, or the service could not say.</summary>
    Unknown,
}

/// <summary>What came of an act in the end.</summary>
public enum Verdict
{
    /// <summary>Done, and said so.</summary>
    Acknowledged,

    /// <summary>Not done, and said so; an earlier try may have been.</summary>
    Refused,

    /// <summary>Its client gave up.</summary>
    Unknown,
}
