using CsCheck;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Tests.Calls;

public sealed class GatheringTests
{
    private static readonly UserId[] People = [.. "abcd".Select(c => new UserId($"{c}"))];

    private static readonly Gen<CallFact> AnyFact = Gen.Select(Gen.Int[0, 6], Gen.Int[0, People.Length - 1], (kind, person) => Fact(kind, People[person]));

    [Fact]
    public void Joins_of_people_who_rang_become_one_event_and_so_do_returns()
    {
        var together = Gathering.Together([.. People.SelectMany(who => new[] { Fact(0, who), Fact(3, who) })]);
        Assert.Equal([typeof(SomebodyJoined), typeof(RingOver)], Runs(together));
        together = Gathering.Together([.. People.SelectMany(who => new[] { Fact(4, who), Fact(2, who) })]);
        Assert.Equal([typeof(SeatMoved), typeof(SomebodyChanged)], Runs(together));
    }

    [Fact]
    public void Comings_goings_and_changes_of_different_people_become_three_events()
    {
        CallFact[] mixed = [Fact(0, People[0]), Fact(1, People[1]), Fact(2, People[2]), Fact(1, People[3]), Fact(0, People[2])];
        Assert.Equal([typeof(SomebodyJoined), typeof(SomebodyLeft), typeof(SomebodyChanged), typeof(SomebodyJoined)], Runs(Gathering.Together(mixed)));
    }

    [Fact]
    public void Nothing_is_lost_and_what_is_told_of_one_person_keeps_its_order() => AnyFact.List[0, 30].Sample(facts =>
    {
        var together = Gathering.Together(facts);
        Assert.Equal(facts.Count, together.Count);
        Assert.All(People, who => Assert.Equal(About(who, facts), About(who, together)));
    });

    [Fact]
    public void What_may_not_wait_keeps_its_place_among_everything() => AnyFact.List[0, 30].Sample(facts =>
    {
        var together = Gathering.Together(facts);
        for (var i = 0; i < facts.Count; i++)
        {
            if (!Gathering.MayWait(facts[i]))
            {
                Assert.Same(facts[i], together[i]);
                Assert.Equal(facts.Take(i).ToHashSet(ReferenceEqualityComparer.Instance), together.Take(i).ToHashSet(ReferenceEqualityComparer.Instance));
            }
        }
    });

    private static IEnumerable<CallFact> About(UserId who, IEnumerable<CallFact> facts) => facts.Where(fact => fact switch
    {
        SomebodyJoined one => one.User == who,
        SomebodyLeft one => one.User == who,
        SomebodyChanged one => one.Change.User == who,
        RingOver one => one.User == who,
        SeatMoved one => one.User == who,
        _ => false,
    });

    private static IEnumerable<Type> Runs(IReadOnlyList<CallFact> facts) =>
        facts.Where((fact, i) => i == 0 || facts[i - 1].GetType() != fact.GetType()).Select(fact => fact.GetType());

    private static CallFact Fact(int kind, UserId who) => kind switch
    {
        0 => new SomebodyJoined(who),
        1 => new SomebodyLeft(who, LeaveReason.Left, null),
        2 => new SomebodyChanged(new ParticipantChange(who, true, null, null, null, null)),
        3 => new RingOver(who, RingStopReason.AnsweredElsewhere, null),
        4 => new SeatMoved(who, new Seat(new GatewayId("g"), new ConnectionId("c"), null)),
        5 => new SomebodyRejected(who, RejectReason.Declined),
        _ => new CallChanged(CallStatus.Connected, null),
    };
}
