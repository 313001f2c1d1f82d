using System.Collections.Frozen;
using System.Text;

namespace FChat.Gateway.Wire;

/// <summary>An event's wire name, and how its message starts in JSON.</summary>
internal sealed class EventName(string word)
{
    /// <summary>The name: the hub method that the client listens to.</summary>
    public string Word { get; } = word;

    /// <summary>What comes before the argument.</summary>
    public byte[] JsonPrefix { get; } = Encoding.UTF8.GetBytes($$"""{"type":1,"target":"{{word}}","arguments":[""");
}

/// <summary>The wire name of every event.</summary>
internal static class EventNames
{
    /// <summary>By the event's type.</summary>
    public static FrozenDictionary<Type, EventName> All { get; } = new Dictionary<Type, EventName>
    {
        [typeof(CallInitiated)] = new("call_initiated"),
        [typeof(CallParticipantJoined)] = new("call_participant_joined"),
        [typeof(CallParticipantLeft)] = new("call_participant_left"),
        [typeof(CallRejected)] = new("call_rejected"),
        [typeof(CallEnded)] = new("call_ended"),
        [typeof(WebRtcSignal)] = new("webrtc_signal"),
        [typeof(CallUpdated)] = new("call_updated"),
        [typeof(CallParticipantUpdated)] = new("call_participant_updated"),
        [typeof(CallRingStopped)] = new("call_ring_stopped"),
        [typeof(PresenceChanged)] = new("presence_changed"),
        [typeof(MessageCreated)] = new("message_created"),
        [typeof(RoomUpdated)] = new("room_updated"),
        [typeof(ServerDraining)] = new("server_draining"),
    }.ToFrozenDictionary();

    /// <summary>The name of an event.</summary>
    public static EventName Of(ServiceEvent content) => All[content.GetType()];
}
