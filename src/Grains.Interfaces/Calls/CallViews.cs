using System.Collections.Immutable;

namespace FChat.Calls;

/// <summary>A call as its people see it. Field meanings: protocol, "Views".</summary>
/// <param name="TotalDuration">Whole seconds from connected to the end; 0 before it ended.</param>
/// <param name="Participants">At most <see cref="Limits.ParticipantsInView"/>, joined ones first.</param>
/// <param name="ParticipantsTotal">How many there are.</param>
[GenerateSerializer, Immutable, Alias("fchat.CallView")]
public sealed record CallView(
    CallId CallSessionId,
    RoomId RoomId,
    CallType CallType,
    CallStatus CallStatus,
    UserId InitiatedBy,
    DateTimeOffset Creation,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RingExpiresAt,
    EndReason? EndReason,
    Topology Topology,
    long TotalDuration,
    long Epoch,
    long Seq,
    ImmutableArray<ParticipantView> Participants,
    int ParticipantsTotal)
{
    /// <summary>The call's trace (W3C Trace Context): operations that name it appear in it. Null: the call is not traced.</summary>
    [Id(16)] public string? Traceparent { get; init; }

    /// <summary>The media server's part in it; null while media goes from browser to browser.</summary>
    [Id(17)] public SfuView? Sfu { get; init; }

    /// <summary>Who talks now or talked last, the last one first; null while media goes from browser to browser, or nobody has talked.</summary>
    [Id(18)] public ImmutableArray<UserId>? ActiveSpeakers { get; init; }
}

/// <summary>The media server's part in a call.</summary>
/// <param name="Generation">Grows whenever everything that was published and subscribed is gone: because another media server, or another silo, has the call now.</param>
/// <param name="Available">Whether there is a media server now. If not, another <c>call_updated</c> follows when there is.</param>
[GenerateSerializer, Immutable, Alias("fchat.SfuView")]
public sealed record SfuView(long Generation, bool Available);

/// <summary>One person in a call.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ParticipantView")]
public sealed record ParticipantView(
    UserId User,
    string? FullName,
    ParticipantStatus Status,
    ParticipantRole Role,
    bool Muted,
    bool CameraOn,
    bool ScreenSharing,
    bool HandRaised,
    DateTimeOffset? JoinedAt,
    DateTimeOffset? LeftAt)
{
    /// <summary>Whether they may send media.</summary>
    [Id(10)] public MediaRole MediaRole { get; init; }

    /// <summary>The number of what they publish to the media server now; null: nothing.</summary>
    [Id(11)] public long? Feed { get; init; }
}

/// <summary>Where a device is in a call's streams: apply what comes after.</summary>
/// <param name="Epoch">Grows when the call's memory was lost; the other two start again.</param>
/// <param name="Seq">Number of the last broadcast event.</param>
/// <param name="SignalSeq">Number of the last signal to this participant.</param>
[GenerateSerializer, Immutable, Alias("fchat.SeqState")]
public sealed record SeqState(long Epoch, long Seq, long SignalSeq);

/// <summary>The answer to a join: the whole roster and the numbers that it is true for.</summary>
[GenerateSerializer, Immutable, Alias("fchat.JoinAnswer")]
public sealed record JoinAnswer(CallView Call, SeqState SeqState)
{
    /// <summary>The silo that the call is active on: where its signals are best sent.</summary>
    [Id(2)] public string? Home { get; init; }

    /// <summary>The connection that the participant's events go to from here on; null: nowhere, or the one that was asked for.</summary>
    [Id(3)] public ConnectionId? Connection { get; init; }
}

/// <summary>The answer to a resume: either what was missed, broadcasts and signals each in their order, or a snapshot to start from.</summary>
/// <param name="SeqState">The numbers after the replay, or of the snapshot.</param>
[GenerateSerializer, Immutable, Alias("fchat.ResumeAnswer")]
public sealed record ResumeAnswer(ImmutableArray<StampedEvent> Replay, CallView? Snapshot, SeqState SeqState)
{
    /// <inheritdoc cref="JoinAnswer.Home"/>
    [Id(3)] public string? Home { get; init; }

    /// <inheritdoc cref="JoinAnswer.Connection"/>
    [Id(4)] public ConnectionId? Connection { get; init; }
}

/// <summary>One page of a call's people, joined ones first.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ParticipantPage")]
public sealed record ParticipantPage(ImmutableArray<ParticipantView> Participants, int Page, int PageSize, int Total);
