using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateway.Wire;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Gateway.Operations;

/// <summary>Every field that operations have, with its bounds.</summary>
internal static class Fields
{
    private const int LastPage = 1_000_000;
    private const int TraceParentLength = 128;
    private const int EndpointLength = 32;
    private const int LongestMeasure = 600_000;
    private const int HoursOfTenYears = 24 * 3_653;

    private static readonly IdKind<UserId> UserKind = new(
        "a user id: 1 to 128 characters of A-Z, a-z, 0-9, '.', '_', '@', '~', '-', not starting with '@'",
        Limits.UserIdLength, UserId.TryParse, text => new UserId(text));

    private static readonly IdKind<CallId> CallKind = new("a call session id (ULID)", 26, CallId.TryParse, text => new CallId(text));

    private static readonly IdKind<RoomId> RoomKind = new("a room id", Limits.IdLength, RoomId.TryParse, text => new RoomId(text));

    private static readonly WholeKind Number = new(0, long.MaxValue);

    /// <summary>Which call.</summary>
    public static Field<CallId> Call { get; } = new("call_session_id", true, CallKind);

    /// <summary>Only events of this call.</summary>
    public static Field<CallId> CallFilter { get; } = new("call_session_id", false, CallKind);

    /// <summary>Events after this position.</summary>
    public static Field<long> Position { get; } = new("position", false, Number);

    /// <summary>After which position a receiver is sent everything again.</summary>
    public static Field<long> PositionToReplay { get; } = new("position", true, Number);

    /// <summary>The name of a receiver of webhooks.</summary>
    public static Field<string> Endpoint { get; } = new("endpoint", true, new NameKind(EndpointLength));

    /// <summary>Which room.</summary>
    public static Field<RoomId> Room { get; } = new("room_id", true, RoomKind);

    /// <summary>Only people of this room.</summary>
    public static Field<RoomId> RoomFilter { get; } = new("room_id", false, RoomKind);

    /// <summary>Whom an act is about.</summary>
    public static Field<UserId> User { get; } = new("user", true, UserKind);

    /// <summary>Who gets a signal.</summary>
    public static Field<UserId> TargetUser { get; } = new("target_user", true, new IdKind<UserId>(
        "a user id, or @sfu for the media server", Limits.UserIdLength, TryParseTarget, text => new UserId(text)));

    /// <summary>Which connection with the media server a signal is about.</summary>
    public static Field<StreamRef> Stream { get; } = new("stream", false, new StreamRefKind(UserKind));

    /// <summary>What a device wants of the media server.</summary>
    public static Field<ImmutableArray<StreamWish>> Streams { get; } = new("streams", true, new StreamWishesKind(UserKind));

    /// <summary>What somebody may do with the call's media.</summary>
    public static Field<MediaRole> MediaRole { get; } = new("media_role", true, new WordKind<MediaRole>(Words.Snake));

    /// <summary>Whom to ring.</summary>
    public static Field<ImmutableArray<UserId>> Participants { get; } = new("participants", false, new UserListKind());

    /// <summary>Who is in a new room besides its maker.</summary>
    public static Field<ImmutableArray<UserId>> Members { get; } = new("members", false, new UserListKind());

    /// <summary>What a call carries.</summary>
    public static Field<CallType> CallType { get; } = new("call_type", true, new WordKind<CallType>(null));

    /// <summary>Why an invitee says no.</summary>
    public static Field<RejectReason> Reason { get; } = new("reason", false, new WordKind<RejectReason>(Words.Snake));

    /// <summary>What a signal is.</summary>
    public static Field<SignalType> SignalType { get; } = new("signal_type", true, new WordKind<SignalType>(Words.Snake));

    /// <summary>A signal's payload.</summary>
    public static Field<SignalPayload> SignalData { get; } = new("signal_data", true, new RawKind());

    /// <summary>The client's name for its device.</summary>
    public static Field<string> Device { get; } = new("device_id", false, new NameKind(Limits.IdLength));

    /// <summary>The last epoch that a device has.</summary>
    public static Field<long> Epoch { get; } = new("epoch", true, Number);

    /// <summary>A number in a stream.</summary>
    public static Field<long> Seq { get; } = new("seq", true, Number);

    /// <summary>The last signal that a device has.</summary>
    public static Field<long> SignalSeq { get; } = new("signal_seq", true, Number);

    /// <summary>Microphone off.</summary>
    public static Field<bool> Muted { get; } = new("muted", false, new FlagKind());

    /// <summary>Camera on.</summary>
    public static Field<bool> CameraOn { get; } = new("camera_on", false, new FlagKind());

    /// <summary>Screen shared.</summary>
    public static Field<bool> ScreenSharing { get; } = new("screen_sharing", false, new FlagKind());

    /// <summary>Hand raised.</summary>
    public static Field<bool> HandRaised { get; } = new("hand_raised", false, new FlagKind());

    /// <summary>Milliseconds from joining until the first media of somebody else arrived.</summary>
    public static Field<long> FirstMedia { get; } = new("first_media_ms", false, new WholeKind(0, LongestMeasure));

    /// <summary>Round trip time of media in milliseconds.</summary>
    public static Field<long> RoundTrip { get; } = new("round_trip_ms", false, new WholeKind(0, LongestMeasure));

    /// <summary>Media packets lost of a thousand.</summary>
    public static Field<long> PacketLoss { get; } = new("packet_loss_permille", false, new WholeKind(0, 1_000));

    /// <summary>Whether media goes by a TURN server.</summary>
    public static Field<bool> Relayed { get; } = new("relayed", false, new FlagKind());

    /// <summary>What a user chooses to be.</summary>
    public static Field<UserStatus> Status { get; } = new("status", true, new WordKind<UserStatus>(null));

    /// <summary>Whether a person did something.</summary>
    public static Field<bool> Active { get; } = new("active", false, new FlagKind());

    /// <summary>Page of a list, from 1.</summary>
    public static Field<long> Page { get; } = new("page", false, new WholeKind(1, LastPage));

    /// <summary>Rows of a page.</summary>
    public static Field<long> PageSize { get; } = new("page_size", false, new WholeKind(1, Limits.PageSize));

    /// <summary>Rows of a page of participants.</summary>
    public static Field<long> ParticipantsPageSize { get; } = new("page_size", false, new WholeKind(1, Limits.ParticipantsPageSize));

    /// <summary>A new room's name.</summary>
    public static Field<string> RoomName { get; } = new("room_name", false, new NameKind(Limits.NameLength));

    /// <summary>A new room's kind.</summary>
    public static Field<RoomType> RoomType { get; } = new("room_type", false, new WordKind<RoomType>(null));

    /// <summary>A message's text.</summary>
    public static Field<string> Content { get; } = new("content", true, new ContentKind(limits => limits.MessageBytes));

    /// <summary>The sender's own name for a message.</summary>
    public static Field<string> ClientMessage { get; } = new("client_message_id", false, new NameKind(Limits.IdLength));

    /// <summary>Messages before this one.</summary>
    public static Field<long> BeforeSeq { get; } = new("before_seq", false, Number);

    /// <summary>How many messages.</summary>
    public static Field<long> Limit { get; } = new("limit", false, new WholeKind(1, Limits.PageSize));

    /// <summary>How far back to count.</summary>
    public static Field<long> Hours { get; } = new("hours", false, new WholeKind(1, HoursOfTenYears));

    /// <summary>The client's name for a write, of every operation that writes.</summary>
    public static Field<string> Command { get; } = new("command_id", false, new NameKind(Limits.IdLength));

    /// <summary>The caller's trace (W3C Trace Context), of every operation.</summary>
    public static Field<string> TraceParent { get; } = new("traceparent", false, new NameKind(TraceParentLength));

    private static bool TryParseTarget(string? text, out UserId id)
    {
        id = UserId.Sfu;
        return text == UserId.Sfu.Value || UserId.TryParse(text, out id);
    }
}
