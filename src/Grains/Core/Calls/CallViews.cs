using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>A call as its people see it.</summary>
public static class CallViews
{
    /// <summary>The view with the numbers of the stream that it is true for.</summary>
    public static CallView View(this CallState call, long seq) => new(
        call.Id,
        call.Room.Id,
        call.Type,
        call.Status,
        call.Caller,
        call.CreatedAt,
        call.ConnectedAt,
        call.EndedAt,
        call.RingExpiresAt,
        call.EndReason,
        call.Topology,
        call.TotalDuration,
        call.Epoch,
        seq,
        [.. Ordered(call).Take(Limits.ParticipantsInView).Select(View)],
        call.Participants.Count)
    {
        Traceparent = call.Trace,
        Sfu = call.Sfu,
        ActiveSpeakers = call.ActiveSpeakers,
    };

    /// <summary>One page of the participants, joined ones first.</summary>
    public static ParticipantPage Page(this CallState call, int page, int pageSize) => new(
        [.. Ordered(call).Skip((page - 1) * pageSize).Take(pageSize).Select(View)],
        page,
        pageSize,
        call.Participants.Count);

    /// <summary>A participant as others see them.</summary>
    public static ParticipantView View(this Participant who) => new(
        who.User,
        who.FullName,
        who.Status,
        who.Role,
        who.Muted,
        who.CameraOn,
        who.ScreenSharing,
        who.HandRaised,
        who.JoinedAt,
        who.LeftAt)
    {
        MediaRole = who.MediaRole,
        Feed = who.Feed,
    };

    private static IOrderedEnumerable<Participant> Ordered(CallState call) =>
        call.Participants.Values.OrderBy(p => !p.IsSeated).ThenBy(p => p.JoinedAt ?? DateTimeOffset.MaxValue).ThenBy(p => p.User);
}
