using System.Text.Json.Serialization;
using FChat.Calls;
using FChat.Directory;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Gateway.Wire;

/// <summary>Every type that goes over the wire, and how its words are spelled.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(UserIdConverter), typeof(RoomIdConverter), typeof(CallIdConverter),
        typeof(UtcTimeConverter), typeof(SignalPayloadConverter), typeof(RawJsonConverter),
        typeof(PascalWord<CallType>), typeof(PascalWord<CallStatus>), typeof(PascalWord<ParticipantStatus>),
        typeof(PascalWord<RoomType>), typeof(PascalWord<UserStatus>), typeof(PascalWord<ChatStatus>),
        typeof(SnakeWord<EndReason>), typeof(SnakeWord<ParticipantRole>), typeof(SnakeWord<Topology>),
        typeof(SnakeWord<LeaveReason>), typeof(SnakeWord<RejectReason>), typeof(SnakeWord<RingStopReason>),
        typeof(SnakeWord<SignalType>), typeof(SnakeWord<MemberRole>),
        typeof(SnakeWord<MediaRole>), typeof(SnakeWord<StreamDirection>),
    ])]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(JoinReply))]
[JsonSerializable(typeof(ResumeReply))]
[JsonSerializable(typeof(ParticipantPage))]
[JsonSerializable(typeof(CallHistory))]
[JsonSerializable(typeof(CallPage))]
[JsonSerializable(typeof(CallStatistics))]
[JsonSerializable(typeof(Cleanup))]
[JsonSerializable(typeof(CallEventList))]
[JsonSerializable(typeof(IceReply))]
[JsonSerializable(typeof(RoomView))]
[JsonSerializable(typeof(RoomList))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(MessageReceipt))]
[JsonSerializable(typeof(OnlineUsers))]
[JsonSerializable(typeof(CallInitiated))]
[JsonSerializable(typeof(CallParticipantJoined))]
[JsonSerializable(typeof(CallParticipantLeft))]
[JsonSerializable(typeof(CallRejected))]
[JsonSerializable(typeof(CallEnded))]
[JsonSerializable(typeof(WebRtcSignal))]
[JsonSerializable(typeof(CallUpdated))]
[JsonSerializable(typeof(CallParticipantUpdated))]
[JsonSerializable(typeof(CallRingStopped))]
[JsonSerializable(typeof(PresenceChanged))]
[JsonSerializable(typeof(ServerDraining))]
internal sealed partial class WireContext : JsonSerializerContext;
