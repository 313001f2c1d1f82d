using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>Who may do what: one table of operation and caller.</summary>
public sealed class AccessTests
{
    private static readonly Dictionary<string, Func<UserId, CallCommand>> Acts = new()
    {
        ["join"] = u => Join(u),
        ["leave"] = u => new LeaveCall(u, null),
        ["reject"] = u => new RejectCall(u, null, RejectReason.Declined),
        ["resume"] = u => new TakeSeat(u, SeatOf(u)),
        ["media"] = u => new UpdateMediaState(u, null, true, null, null, null),
        ["end"] = u => new EndCall(u, null),
        ["remove"] = u => new RemoveParticipant(u, null, Cid),
        ["mute"] = u => new MuteParticipant(u, null, Cid),
    };

    [Theory]
    [InlineData("join", "stranger:CallNotFound former:NotAMember dan: owner: bob: ann:")]
    [InlineData("leave", "stranger:CallNotFound former:NotAMember dan:NotAParticipant owner:NotAParticipant bob: ann:")]
    [InlineData("reject", "stranger:CallNotFound former:NotAMember dan:NotAParticipant owner:NotAParticipant bob: ann:")]
    [InlineData("resume", "stranger:CallNotFound former:NotAMember dan:NotAParticipant owner:NotAParticipant bob: ann:")]
    [InlineData("media", "stranger:CallNotFound former:NotAMember dan:NotAParticipant owner:NotAParticipant bob: ann:")]
    [InlineData("end", "stranger:CallNotFound former:NotAMember dan:Forbidden owner: bob:Forbidden ann:")]
    [InlineData("remove", "stranger:CallNotFound former:NotAMember dan:Forbidden owner: bob:Forbidden ann:")]
    [InlineData("mute", "stranger:CallNotFound former:NotAMember dan:Forbidden owner: bob:Forbidden ann:")]
    public void An_act_is_refused_by_the_callers_standing(string act, string expected)
    {
        foreach (var entry in expected.Split(' '))
        {
            var (user, code) = (entry.Split(':')[0], entry.Split(':')[1]);
            var decision = ThreeConnected().Decide(Acts[act](new UserId(user)));
            Assert.Equal($"{user}:{code}", $"{user}:{decision.Refusal?.Code}");
        }
    }

    [Fact]
    public void A_removed_participant_may_not_join_again()
    {
        var scene = ThreeConnected();
        scene.Done(new RemoveParticipant(Ann, null, Bob));
        Assert.Equal(ErrorCode.Forbidden, scene.Refused(Join(Bob)).Code);
    }

    [Theory]
    [InlineData("dan")]
    [InlineData("stranger")]
    public void A_host_act_on_somebody_not_in_the_call_names_the_target(string target)
    {
        Assert.Equal(ErrorCode.TargetNotInCall, ThreeConnected().Refused(new RemoveParticipant(Ann, null, new UserId(target))).Code);
        Assert.Equal(ErrorCode.TargetNotInCall, ThreeConnected().Refused(new MuteParticipant(Ann, null, new UserId(target))).Code);
    }

    [Fact]
    public void A_host_who_removes_itself_is_told_to_leave() =>
        Assert.Equal("user", ThreeConnected().Refused(new RemoveParticipant(Ann, null, Ann)).Field);

    [Theory]
    [InlineData("stranger", "bob", ErrorCode.CallNotFound)]
    [InlineData("former", "bob", ErrorCode.NotAMember)]
    [InlineData("dan", "bob", ErrorCode.NotAParticipant)]
    [InlineData("cid", "bob", ErrorCode.NotAParticipant)]
    [InlineData("ann", "cid", ErrorCode.TargetNotInCall)]
    [InlineData("ann", "dan", ErrorCode.TargetNotInCall)]
    [InlineData("ann", "stranger", ErrorCode.TargetNotInCall)]
    [InlineData("ann", "ann", ErrorCode.InvalidArgument)]
    public void A_signal_passes_between_two_who_are_in_only(string from, string to, ErrorCode expected)
    {
        var call = OfThree().Joined(Ann).Joined(Bob).Call;
        Assert.Equal(expected, CallMachine.GateSignal(call, Signal(from, to))?.Code);
    }

    [Fact]
    public void A_signal_passes_to_somebody_who_reconnects()
    {
        var scene = TwoConnected();
        scene.Done(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value));
        Assert.Null(CallMachine.GateSignal(scene.Call, Signal("ann", "bob")));
    }

    [Fact]
    public void A_signal_in_an_ended_call_is_refused_with_the_reason()
    {
        var scene = TwoConnected();
        scene.Done(new LeaveCall(Bob, null));
        var refusal = CallMachine.GateSignal(scene.Call, Signal("ann", "bob"));
        Assert.Equal((ErrorCode.CallEnded, EndReason.Completed), (refusal!.Code, refusal.EndReason));
    }

    [Fact]
    public void A_member_removed_from_the_room_is_out_of_its_call_for_good()
    {
        var scene = ThreeConnected();
        var room = scene.Call.Room;
        scene.Done(new RosterChanged(room with { Version = 2, Members = room.Members.Remove(Bob), Former = room.Former.Add(Bob) }));
        Assert.Equal(ParticipantStatus.Removed, scene.StatusOf(Bob));
        Assert.Equal(ErrorCode.Forbidden, scene.Refused(Join(Bob)).Code);
    }

    [Fact]
    public void An_older_roster_is_ignored()
    {
        var scene = ThreeConnected();
        var room = scene.Call.Room;
        Assert.Empty(scene.Done(new RosterChanged(room with { Version = 1, Members = room.Members.Clear() })));
        Assert.Equal(ParticipantStatus.Joined, scene.StatusOf(Bob));
    }

    private static SendSignal Signal(string from, string to) =>
        new(new UserId(from), null, new UserId(to), SignalType.Offer, new SignalPayload([]));
}
