using System.Collections.Immutable;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Tests.Calls;

/// <summary>A call under test, its clock, and what it has told so far.</summary>
internal sealed class CallScene
{
    public static readonly UserId Ann = new("ann");
    public static readonly UserId Bob = new("bob");
    public static readonly UserId Cid = new("cid");
    public static readonly UserId Dan = new("dan");
    public static readonly UserId Former = new("former");
    public static readonly UserId Owner = new("owner");
    public static readonly UserId Stranger = new("stranger");
    public static readonly GatewayId Gateway = new("g1");
    private static readonly CallId Id = new("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    private readonly List<Outgoing> _outgoing = [];
    private CallStream _stream = new(Id, 1);

    private CallScene(ImmutableArray<UserId> invited, CallRules? rules = null, CallType type = CallType.Video)
    {
        Rules = rules ?? CallRules.Default;
        var roster = new RoomRoster(new RoomId("room"), 1, Owner, [.. Members.Select(u => new RosterMember(u, null))], [Former]);
        var decision = CallMachine.Create(Id, new CreateCall(Ann, type, invited, roster), Now, Rules);
        Take(decision);
    }

    /// <summary>There is a media server, and a mesh holds two.</summary>
    public static TopologyRules WithSfu => MeshOf(mesh: 2, video: 2);

    public CallRules Rules { get; private set; }

    public DateTimeOffset Now { get; private set; } = Start;

    public CallState Call { get; private set; } = null!;

    /// <summary>Everything told since the beginning.</summary>
    public IReadOnlyList<Outgoing> Outgoing => _outgoing;

    public SeqState SeqStateOf(UserId user) => _stream.StateFor(user);

    private static IEnumerable<UserId> Members => [Ann, Bob, Cid, Dan, Owner];

    /// <summary>Ann has called Bob.</summary>
    public static CallScene OfTwo() => new([Bob]);

    /// <summary>Ann has called Bob, and programs outside hear of it.</summary>
    public static CallScene OfTwoRecorded() => new([Bob], CallRules.Default with { RecordsEvents = true });

    /// <summary>Ann has called Bob and Cid.</summary>
    public static CallScene OfThree() => new([Bob, Cid]);

    /// <summary>Ann has called Bob and Cid, where media goes as these rules say.</summary>
    public static CallScene OfThree(TopologyRules topology, CallType type = CallType.Video) => new([Bob, Cid], CallRules.Default with { Topology = topology }, type);

    /// <summary>There is a media server, and a mesh holds that many.</summary>
    public static TopologyRules MeshOf(int mesh, int video) => new(mesh, video, TimeSpan.FromSeconds(30), MaxPublishers: 50) { HasSfu = true };

    /// <summary>Ann has called Bob, and both are in.</summary>
    public static CallScene TwoConnected() => OfTwo().Joined(Ann).Joined(Bob);

    /// <summary>Ann has called Bob and Cid, and all are in.</summary>
    public static CallScene ThreeConnected() => OfThree().Joined(Ann).Joined(Bob).Joined(Cid);

    public static Seat SeatOf(UserId user, string device = "phone", string? connection = null) =>
        new(Gateway, new ConnectionId(connection ?? $"{user}-{device}"), new DeviceId($"{user}-{device}"));

    public static JoinCall Join(UserId user, string device = "phone") => new(user, null, user.Value.ToUpperInvariant(), SeatOf(user, device));

    public CallScene Joined(UserId user)
    {
        Done(Join(user));
        return this;
    }

    /// <summary>From now on media goes as these rules say.</summary>
    public CallScene With(TopologyRules topology)
    {
        Rules = Rules with { Topology = topology };
        return this;
    }

    /// <summary>Their gateway vouches for these people.</summary>
    public CallScene Alive(params UserId[] people)
    {
        Done(new SeatsSeen(Gateway, [.. people.Select(user => Call.Participants[user].Seat!.Connection!.Value)]));
        return this;
    }

    public CallScene After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public CallScene After(double seconds) => After(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets the time pass and looks at the deadlines.</summary>
    public IReadOnlyList<Outgoing> Tick(TimeSpan time)
    {
        After(time);
        return Done(new Tick());
    }

    /// <summary>Does what must not be refused, and gives what it told.</summary>
    public IReadOnlyList<Outgoing> Done(CallCommand command)
    {
        var decision = Decide(command);
        Assert.Null(decision.Refusal);
        return Take(decision);
    }

    /// <summary>Does what must be refused, which changes nothing.</summary>
    public Refusal Refused(CallCommand command)
    {
        var decision = Decide(command);
        Assert.NotNull(decision.Refusal);
        Assert.Same(Call, decision.Next);
        Assert.Empty(decision.Facts);
        return decision.Refusal;
    }

    public Decision Decide(CallCommand command) => CallMachine.Decide(Call, command, Now, Rules);

    public IReadOnlyList<Outgoing> Take(Decision decision)
    {
        if (Call is not null && decision.Next.Epoch != Call.Epoch)
        {
            _stream = new CallStream(Id, decision.Next.Epoch);
        }

        Call = decision.Next;
        var told = new Announcements(Call, _stream, Now, from: null).Plan(decision.Facts);
        _outgoing.AddRange(told);
        return told;
    }

    public ParticipantStatus StatusOf(UserId user) => Call.Participants[user].Status;
}

internal static class Told
{
    public static IEnumerable<T> Broadcasts<T>(this IEnumerable<Outgoing> outgoing) =>
        outgoing.OfType<Broadcast>().Select(b => b.Content.Event).OfType<T>();

    public static IEnumerable<T> NoticesTo<T>(this IEnumerable<Outgoing> outgoing, UserId user) =>
        outgoing.OfType<ToUser>().Where(t => t.User == user).Select(t => t.Notice).OfType<T>();
}
