namespace FChat.Cluster.Tests.Histories;

/// <summary>One thing that a device lived through with a call, in the order in which it did. Times are monotonic, from the start of the run.</summary>
public abstract record Step(TimeSpan At);

/// <summary>It asked to come in or back. Until the answer, what it hears is held.</summary>
public sealed record Asked(TimeSpan At) : Step(At);

/// <summary>The asking came to nothing: another try follows, or none.</summary>
public sealed record NotSeated(TimeSpan At, string Why) : Step(At);

/// <summary>It is in from here.</summary>
/// <param name="Position">Of a join and of a snapshot: where the streams go on.</param>
/// <param name="Replay">Of a replay: what it had missed.</param>
public sealed record Seated(TimeSpan At, Seating How, Position Position, IReadOnlyList<Told> Replay) : Step(At);

/// <summary>It received an event.</summary>
public sealed record Heard(TimeSpan At, Told Event) : Step(At);

/// <summary>Its connection ended.</summary>
public sealed record Cut(TimeSpan At) : Step(At);

/// <summary>It is out, and knows why.</summary>
public sealed record Unseated(TimeSpan At, Exit Why) : Step(At);

/// <summary>How a device came in.</summary>
public enum Seating
{
    /// <summary>By <c>join_call</c>.</summary>
    Join,

    /// <summary>By <c>resume_call</c>, with what it had missed.</summary>
    Replay,

    /// <summary>By <c>resume_call</c>, with the whole.</summary>
    Snapshot,
}

/// <summary>Why a device is out.</summary>
public enum Exit
{
    /// <summary>It asked to leave.</summary>
    Left,

    /// <summary>It heard that the call is over.</summary>
    EndHeard,

    /// <summary>It came back and learned that the call is over.</summary>
    EndLearned,

    /// <summary>It was thought lost, removed or taken over.</summary>
    Lost,
}
