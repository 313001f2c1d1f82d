using System.Text;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Fanout;

namespace FChat.LoadTests.Shapes;

public sealed class FanoutSeatTests
{
    private readonly Faults _faults = new("m");
    private readonly List<long> _sent = [];
    private readonly EventRound _round;
    private readonly FanoutSeat[] _seats;

    public FanoutSeatTests()
    {
        _round = new EventRound(receivers: 2, _faults);
        _seats = [new FanoutSeat(_round, "speaker"), new FanoutSeat(_round, "speaker")];
        foreach (var seat in _seats)
        {
            seat.OnLightAnswer(accepted: true, """{"ok":true,"data":{"seq_state":{"epoch":1,"seq":10,"signal_seq":0}}}"""u8);
        }

        _round.Begin(_sent.Add);
    }

    [Fact]
    public void The_next_event_is_sent_when_the_last_receiver_has_this_one()
    {
        Hear(_seats[0], seq: 11, muted: true);
        Assert.Equal([1], _sent);

        Hear(_seats[1], seq: 11, muted: true);
        Assert.Equal([1, 2], _sent);
        Assert.Equal(1, _round.ToLast.Count);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void An_event_that_one_receiver_hears_twice_is_doubled_and_does_not_stand_for_the_other()
    {
        Hear(_seats[0], seq: 11, muted: true);
        Hear(_seats[0], seq: 12, muted: true);

        Assert.StartsWith("m: doubled: 1", Assert.Single(_faults.Lines));
        Assert.Equal([1], _sent);
    }

    [Fact]
    public void An_event_with_the_state_of_another_is_out_of_order()
    {
        Hear(_seats[0], seq: 11, muted: false);

        Assert.StartsWith("m: out of order: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void A_gap_in_the_numbers_of_any_event_is_told()
    {
        _seats[0].OnEvent("call_updated"u8, """{"call_session_id":"01CALL","epoch":1,"seq":12,"topology":"sfu"}"""u8);

        Assert.StartsWith("m: seq has a gap: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void A_late_ring_uses_up_no_number()
    {
        _seats[0].OnEvent("call_initiated"u8, """{"call_session_id":"01CALL","epoch":1,"seq":0}"""u8);
        Hear(_seats[0], seq: 11, muted: true);

        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void What_was_told_before_the_joining_may_come_late()
    {
        _seats[0].OnEvent("call_participant_joined"u8, """{"call_session_id":"01CALL","epoch":1,"seq":9,"joined":[]}"""u8);
        Hear(_seats[0], seq: 11, muted: true);

        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_number_that_comes_again_is_told()
    {
        Hear(_seats[0], seq: 11, muted: true);
        _seats[0].OnEvent("call_updated"u8, """{"call_session_id":"01CALL","epoch":1,"seq":11,"topology":"sfu"}"""u8);

        Assert.StartsWith("m: seq comes again: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void What_others_change_is_not_counted()
    {
        _seats[0].OnEvent("call_participant_updated"u8, """{"epoch":1,"seq":11,"updated":[{"user":"other","muted":true}]}"""u8);

        Assert.Equal(0, _round.Delivered);
        Assert.Empty(_faults.Lines);
    }

    private static void Hear(FanoutSeat seat, long seq, bool muted) => seat.OnEvent(
        "call_participant_updated"u8,
        Encoding.UTF8.GetBytes($$"""{"epoch":1,"seq":{{seq}},"updated":[{"user":"other","status":"Joined"},{"user":"speaker","muted":{{(muted ? "true" : "false")}}}]}"""));
}
