using System.Collections.Immutable;
using System.Text;
using FChat.Calls;
using FChat.Directory;
using FChat.Rooms;
using FChat.Webhooks;

namespace FChat.Gateway.Wire;

/// <summary>A STUN or TURN server for a browser (RFC 8489, RFC 8656).</summary>
/// <param name="Urls">One or more <c>stun:</c>, <c>turn:</c> or <c>turns:</c> URIs.</param>
/// <param name="Username">For TURN: until when, and for whom.</param>
/// <param name="Credential">For TURN: the key that goes with the name.</param>
/// <param name="Ttl">For how many seconds from the answer on name and key hold; null: without an end.</param>
internal sealed record IceServer(ImmutableArray<string> Urls, string? Username, string? Credential, long? Ttl);

/// <summary>Data of <c>join_call</c>.</summary>
internal sealed record JoinReply(CallView Call, ImmutableArray<IceServer> IceServers, string? IceTransportPolicy, SeqState SeqState);

/// <summary>Data of <c>resume_call</c>: a replay, or a snapshot with its numbers.</summary>
internal sealed record ResumeReply(ImmutableArray<ReplayedEvent>? Replay, CallView? Snapshot, SeqState SeqState);

/// <summary>An event as it was, or would have been, told.</summary>
internal sealed record ReplayedEvent(string Event, RawJson Data);

/// <summary>Data of <c>get_ice_servers</c>.</summary>
internal sealed record IceReply(ImmutableArray<IceServer> IceServers, string? IceTransportPolicy);

/// <summary>Data of <c>get_rooms</c>.</summary>
internal sealed record RoomList(ImmutableArray<RoomView> Rooms);

/// <summary>Data of <c>get_messages</c>.</summary>
internal sealed record MessageList(ImmutableArray<MessageView> Messages);

/// <summary>Data of <c>get_call_statistics</c>.</summary>
internal sealed record CallStatistics(int Hours, ImmutableArray<CallCount> Rows);

/// <summary>Data of <c>cleanup_stale_users</c>.</summary>
internal sealed record Cleanup(int Removed);

/// <summary>Data of <c>get_call_events</c>.</summary>
internal sealed record CallEventList(ImmutableArray<PlacedEvent> Events)
{
    /// <summary>From what is stored.</summary>
    public static CallEventList Of(ImmutableArray<StoredCallEvent> stored) =>
        new([.. stored.Select(one => new PlacedEvent(one.Position, new RawJson(Encoding.UTF8.GetBytes(one.Payload))))]);
}

/// <summary>An event with its position.</summary>
/// <param name="Event">What receivers of webhooks are sent.</param>
internal sealed record PlacedEvent(long Position, RawJson Event);

/// <summary>JSON text that is complete already.</summary>
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);
