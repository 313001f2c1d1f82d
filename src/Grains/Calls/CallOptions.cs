using System.ComponentModel.DataAnnotations;
using FChat.Core.Calls;
using Microsoft.Extensions.Options;

namespace FChat.Calls;

/// <summary>The times and sizes of calls. Section <c>Calls</c>.</summary>
public sealed class CallOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Calls";

    /// <summary>How long a call rings, 5 to 120 s, default 45 s. Then it is missed. (Tests and trials may go down to 1 s.)</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan RingTime { get; set; } = CallRules.Default.RingTime;

    /// <summary>How long a participant may be without a connection, 1 to 60 s, default 30 s. Then they have left.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ReconnectGrace { get; set; } = CallRules.Default.ReconnectGrace;

    /// <summary>How long the last one may stay alone, 1 s to 10 min, default 20 s. A call of two ends at once.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AloneTime { get; set; } = CallRules.Default.AloneTime;

    /// <summary>How long a call may last, 5 min to 7 days, default 12 h. Always longer than the ring.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan MaxDuration { get; set; } = CallRules.Default.MaxDuration;

    /// <summary>How long a connection counts as alive after its gateway last said so, 5 to 60 s, default 25 s. Must be longer than the gateways' renewals (10 to 15 s).</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:01:00")]
    public TimeSpan SeatTimeout { get; set; } = CallRules.Default.SeatTimeout;

    /// <summary>How long a participant by plain HTTP counts as connected after a request, 5 to 120 s, default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:02:00")]
    public TimeSpan HttpTimeout { get; set; } = CallRules.Default.HttpTimeout;

    /// <summary>How many may be in a call, 2 to 5,000, default 1,000.</summary>
    [Range(2, 5_000)]
    public int MaxParticipants { get; set; } = CallRules.Default.MaxParticipants;

    /// <summary>From how many participants on, roster changes may be gathered, 2 to 5,000, default 16.</summary>
    [Range(2, 5_000)]
    public int GatherFrom { get; set; } = 16;

    /// <summary>How many roster events a second such a call tells one by one, 1 to 1,000, default 20. What comes faster is gathered.</summary>
    [Range(1, 1_000)]
    public int GatherAbove { get; set; } = 20;

    /// <summary>For how long they are gathered, 10 to 250 ms, default 150 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:00.250")]
    public TimeSpan GatherFor { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How many users a call rings or tells at once, 1 to 1,000, default 32.</summary>
    [Range(1, 1_000)]
    public int TellAtOnce { get; set; } = 32;

    /// <summary>How long making a call may wait for its row in SQL, 1 to 30 s, default 5 s. Then it is refused as unavailable.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan LedgerPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Least time from a hand-over of a live call's rows to the next, 0 to 5 s, default 250 ms: what happens in between reaches SQL, and webhooks, together. Its beginning, its end and who reads its history wait for none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan LedgerRest { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The rules that these options make.</summary>
    public CallRules ToRules() => new(RingTime, ReconnectGrace, AloneTime, MaxDuration, SeatTimeout, HttpTimeout, MaxParticipants);
}

/// <summary>Checks <see cref="CallOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class CallOptionsValidator : IValidateOptions<CallOptions>;
