using System.Collections.Immutable;
using FChat.Calls;
using FChat.Directory;
using FChat.Gateways;
using FChat.Presence;
using FChat.Rooms;
using FChat.Webhooks;

namespace FChat.Gateway.Tests.Fakes;

/// <summary>One value of every kind that the wire carries, and the answers that a scripted cluster gives when a test says nothing else.</summary>
public static class Samples
{
    public static readonly CallId Call = new("01JABCDEFGHJKMNPQRSTVWXYZ0");
    public static readonly RoomId Room = new("r-1");
    public static readonly UserId Alice = new("alice");
    public static readonly UserId Bob = new("bob@example.org");
    public static readonly DateTimeOffset At = new(2026, 11, 3, 10, 20, 30, 456, TimeSpan.FromHours(2));
    public static readonly SeqState State = new(3, 17, 5);

    public static readonly ParticipantView Host = new(Alice, "Alice Ä", ParticipantStatus.Joined, ParticipantRole.Host, true, false, false, true, At, null);
    public static readonly ParticipantView Guest = new(Bob, null, ParticipantStatus.Ringing, ParticipantRole.Participant, false, true, true, false, null, At.AddMinutes(1)) { MediaRole = MediaRole.Listener, Feed = 1_048_578 };

    public static readonly CallView View = new(
        Call, Room, CallType.Video, CallStatus.Connected, Alice, At, At.AddSeconds(5), null, At.AddSeconds(45), null, Topology.Mesh, 0, 3, 17, [Host, Guest], 2);

    public static readonly CallView Over = View with
    {
        CallStatus = CallStatus.Missed, ConnectedAt = null, RingExpiresAt = null, EndedAt = At.AddMinutes(2), EndReason = EndReason.NoAnswer, TotalDuration = 115, Topology = Topology.Sfu, Sfu = new SfuView(3_145_729, Available: true), ActiveSpeakers = [Bob, Alice],
    };

    public static readonly RoomView RoomSeen = new(
        Room, "Team", RoomType.Group, Alice, [new(Alice, "Alice Ä", MemberRole.Owner), new(Bob, null, MemberRole.Member)], At, Call, 9, 7);

    public static readonly RoomView Pair = new(new RoomId("d-1"), null, RoomType.Direct, Alice, [], At, null, 0, null);

    public static readonly MessageView Message = new("m-1", Room, 9, Bob, "<b>hé</b> \"quoted\" \U0001F600", At, "c-1");

    public static readonly PresenceView Presence = new(Alice, "Alice Ä", ChatStatus.Away, At, true);

    public static readonly CallSummary Summary = new(
        Call, Room, CallType.Audio, CallStatus.Ended, Alice, At, At, At.AddMinutes(1), null, EndReason.HostEnded, 60,
        [new(Alice, "Alice Ä", ParticipantStatus.Left, ParticipantRole.Host, At, At.AddMinutes(1))]);

    public static readonly WebRtcSignal Signal = new(Bob, SignalType.IceCandidate, new SignalPayload("""{"a":100,"b":"é"}"""u8.ToArray()));

    public static readonly ResumeAnswer Replay = new(
        [new(new CallRejected(Bob, RejectReason.Busy), new CallStamp(Call, 3, 17)), new(Signal, new CallStamp(Call, 3, 5))], null, State);

    public static readonly ImmutableArray<(Type Grain, string Method, object Answer)> Answers =
    [
        (typeof(ICallGrain), nameof(ICallGrain.Join), (Outcome<JoinAnswer>)new JoinAnswer(View, State)),
        (typeof(ICallGrain), nameof(ICallGrain.Execute), (Outcome<Done>)Done.Value),
        (typeof(ICallGrain), nameof(ICallGrain.Signal), (Outcome<Done>)Done.Value),
        (typeof(ICallGrain), nameof(ICallGrain.SignalMedia), (Outcome<Done>)Done.Value),
        (typeof(ICallGrain), nameof(ICallGrain.Subscribe), (Outcome<Done>)Done.Value),
        (typeof(ICallGrain), nameof(ICallGrain.Resume), (Outcome<ResumeAnswer>)Replay),
        (typeof(ICallGrain), nameof(ICallGrain.Participants), (Outcome<ParticipantPage>)new ParticipantPage([Host, Guest], 1, 100, 2)),
        (typeof(ICallGrain), nameof(ICallGrain.Renew), new InterestAnswer([], 3, 17, false)),
        (typeof(IRoomGrain), nameof(IRoomGrain.InitiateCall), (Outcome<CallView>)View),
        (typeof(IRoomGrain), nameof(IRoomGrain.GetActiveCall), (Outcome<ActiveCall>)new ActiveCall(View)),
        (typeof(IRoomGrain), nameof(IRoomGrain.View), (Outcome<RoomView>)RoomSeen),
        (typeof(IRoomGrain), nameof(IRoomGrain.AddMember), (Outcome<RoomView>)RoomSeen),
        (typeof(IRoomGrain), nameof(IRoomGrain.RemoveMember), (Outcome<RoomView>)RoomSeen),
        (typeof(IRoomGrain), nameof(IRoomGrain.SendMessage), (Outcome<MessageReceipt>)new MessageReceipt("m-1", 9, At)),
        (typeof(IRoomGrain), nameof(IRoomGrain.MarkRead), (Outcome<Done>)Done.Value),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.CreateRoom), (Outcome<RoomView>)Pair),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.Rooms), (Outcome<ImmutableArray<RoomView>>)ImmutableArray.Create(RoomSeen, Pair)),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.CallHistory), (Outcome<CallHistory>)new CallHistory([Summary], 1, 20, 1)),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.Messages), (Outcome<ImmutableArray<MessageView>>)ImmutableArray.Create(Message)),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.OnlineUsers), (Outcome<OnlineUsers>)new OnlineUsers([Presence], 1, 20, 1)),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.CleanupStaleUsers), (Outcome<int>)3),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.ActiveCalls), (Outcome<CallPage>)new CallPage([View], 1, 20, 1)),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.CallStatistics), (Outcome<ImmutableArray<CallCount>>)ImmutableArray.Create(new CallCount(CallType.Audio, CallStatus.Ended, 4, 61.5))),
        (typeof(IDirectoryGrain), nameof(IDirectoryGrain.CallEvents), (Outcome<ImmutableArray<StoredCallEvent>>)ImmutableArray.Create(new StoredCallEvent(42, Call, 3, At, """{"type":"call.ended"}"""))),
        (typeof(IWebhookGrain), nameof(IWebhookGrain.Replay), (Outcome<Done>)Done.Value),
        (typeof(IUserGrain), nameof(IUserGrain.Connect), ImmutableArray<CallId>.Empty),
        (typeof(IUserGrain), nameof(IUserGrain.SeenByHttp), ImmutableArray<CallId>.Empty),
        (typeof(IUserGrain), nameof(IUserGrain.SetStatus), (Outcome<Done>)Done.Value),
        (typeof(IUserGrain), nameof(IUserGrain.Heartbeat), (Outcome<Done>)Done.Value),
        (typeof(ISignalRouterGrain), nameof(ISignalRouterGrain.Route), ImmutableArray<SignalAnswer>.Empty),
        (typeof(IGatewayGrain), nameof(IGatewayGrain.Renew), new LeaseAnswer(TimeSpan.FromSeconds(15), false)),
    ];
}
