namespace FChat.Cluster.Tests.Histories;

/// <summary>Which numbering an event belongs to.</summary>
public enum Numbering
{
    /// <summary>Numbered for all who are joined.</summary>
    Broadcast,

    /// <summary>Numbered for its receiver.</summary>
    Signal,

    /// <summary>A copy without a number of its own: to people who are not joined, and to a device that has lost its seat.</summary>
    Copy,
}

/// <summary>One event of a call as a device received it.</summary>
/// <param name="Number"><c>signal_seq</c> of a signal, <c>seq</c> of anything else.</param>
/// <param name="From">Of a signal its sender.</param>
/// <param name="Tag">Of a signal what its sender marked it with.</param>
/// <param name="Digest">Stands for the whole content.</param>
public sealed record Told(string Name, Numbering Numbering, long Epoch, long Number, string? From = null, string? Tag = null, int Digest = 0)
{
    /// <summary>The call's last event.</summary>
    public const string CallEnded = "call_ended";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Epoch}:{Number}{(Tag is null ? "" : " " + Tag)}";
}
