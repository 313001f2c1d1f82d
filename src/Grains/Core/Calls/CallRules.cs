namespace FChat.Core.Calls;

/// <summary>The times and sizes that a call is decided by. Defaults and ranges: <see cref="FChat.Calls.CallOptions"/>.</summary>
/// <param name="RingTime">How long it rings.</param>
/// <param name="ReconnectGrace">How long a participant may be without a connection.</param>
/// <param name="AloneTime">How long the last one may stay alone in a call that had more than two people.</param>
/// <param name="MaxDuration">How long a call may last from its creation.</param>
/// <param name="SeatTimeout">How long a hub connection counts as alive after the gateway last said so.</param>
/// <param name="HttpTimeout">How long a participant without a hub connection counts as connected after a request.</param>
/// <param name="MaxParticipants">How many may be in a call.</param>
public sealed record CallRules(
    TimeSpan RingTime,
    TimeSpan ReconnectGrace,
    TimeSpan AloneTime,
    TimeSpan MaxDuration,
    TimeSpan SeatTimeout,
    TimeSpan HttpTimeout,
    int MaxParticipants)
{
    /// <summary>When media goes through a media server.</summary>
    public TopologyRules Topology { get; init; } = TopologyRules.Default;

    /// <summary>Whether events are kept for programs outside.</summary>
    public bool RecordsEvents { get; init; }

    /// <summary>The product's defaults (protocol, "Rules of the call").</summary>
    public static CallRules Default { get; } = new(
        RingTime: TimeSpan.FromSeconds(45),
        ReconnectGrace: TimeSpan.FromSeconds(30),
        AloneTime: TimeSpan.FromSeconds(20),
        MaxDuration: TimeSpan.FromHours(12),
        SeatTimeout: TimeSpan.FromSeconds(25),
        HttpTimeout: TimeSpan.FromSeconds(60),
        MaxParticipants: Limits.Participants);
}
