using System.Text;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Joining;

namespace FChat.LoadTests.Shapes;

public sealed class RosterSeatTests
{
    private readonly Faults _faults = new("m");
    private readonly List<string> _sent = [];

    [Fact]
    public void Who_joined_before_is_known_by_the_answer_and_who_joins_later_by_the_events()
    {
        var seat = Seat(people: 4);
        Answer(seat, seq: 10, total: 4, "join0000:Joined", "join0001:Joined", "join0002:Ringing", "join0003:Invited");
        Tell(seat, seq: 11, "join0002");
        Assert.False(seat.KnowsAll(last: 12));

        Tell(seat, seq: 12, "join0003");

        Assert.True(seat.KnowsAll(last: 12));
        Assert.Equal(10, seat.JoinedAt);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void Names_that_the_answer_had_no_room_for_are_asked_for_page_by_page()
    {
        var seat = Seat(people: 3);
        Answer(seat, seq: 10, total: 1_001, "join0000:Joined");
        Page(seat, total: 1_001, "join0001:Joined");
        Page(seat, total: 1_001, "join0002:Joined");

        Assert.Equal(["join_call", "\"page\":1", "\"page\":2", "\"page\":3"], _sent.Select(record => record.Contains("join_call", StringComparison.Ordinal) ? "join_call" : record[record.IndexOf("\"page\":", StringComparison.Ordinal)..][..8]));
        Assert.True(seat.KnowsAll(last: 10));
    }

    [Fact]
    public void After_the_last_page_nothing_is_asked_for()
    {
        var seat = Seat(people: 3);
        Answer(seat, seq: 10, total: 3, "join0000:Joined");
        Page(seat, total: 3, "join0001:Joined", "join0002:Joined");

        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public void Who_does_not_ask_knows_all_by_the_number_of_the_last_joining()
    {
        var seat = Seat(people: 900, asks: false);
        Answer(seat, seq: 700, total: 900, "join0000:Joined");
        Assert.False(seat.KnowsAll(last: 701));

        Tell(seat, seq: 701, "join0899");

        Assert.True(seat.KnowsAll(last: 701));
        Assert.Single(_sent);
    }

    [Fact]
    public void A_joining_that_is_told_twice_is_doubled()
    {
        var seat = Seat(people: 3);
        Answer(seat, seq: 10, total: 3, "join0000:Joined");
        Tell(seat, seq: 11, "join0001");
        Tell(seat, seq: 12, "join0001");

        Assert.StartsWith("m: doubled: 1", Assert.Single(_faults.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_joining_that_a_page_listed_before_may_still_be_told()
    {
        var seat = Seat(people: 3);
        Answer(seat, seq: 10, total: 3, "join0000:Joined");
        Page(seat, total: 3, "join0001:Joined", "join0002:Joined");
        Tell(seat, seq: 11, "join0001", "join0002");

        Assert.Empty(_faults.Lines);
        Assert.Equal(3, seat.Seen);
    }

    [Fact]
    public void What_a_ringing_invitee_is_told_before_it_has_joined_is_no_news()
    {
        var seat = Seat(people: 3);
        Tell(seat, seq: 9, "join0001");
        Answer(seat, seq: 10, total: 3, "join0000:Joined", "join0001:Joined");
        Tell(seat, seq: 10, "join0001");

        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_gap_in_the_events_is_told()
    {
        var seat = Seat(people: 3);
        Answer(seat, seq: 10, total: 3, "join0000:Joined");
        Tell(seat, seq: 12, "join0001");

        Assert.StartsWith("m: seq has a gap: 1", Assert.Single(_faults.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_the_call_before_are_nobody_s_news()
    {
        var seat = Seat(people: 3);
        Answer(seat, seq: 10, total: 3, "join0000:Joined");
        seat.OnEvent("call_ended"u8, """{"call_session_id":"01BEFORE","epoch":1,"seq":99,"end_reason":"host_ended"}"""u8);

        Assert.False(seat.HasEnded);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public async Task A_refused_joining_is_a_fault_and_ends_the_waiting()
    {
        var seat = Seat(people: 3);
        seat.OnLightAnswer(accepted: false, """{"ok":false,"error":{"code":"room_full"}}"""u8);

        await seat.Answered.WaitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("m: refused: 1", Assert.Single(_faults.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_joining_is_no_use()
    {
        var seat = Seat(people: 3);
        seat.OnLost("gone");
        seat.Place("01NEXT", record => _sent.Add(Encoding.UTF8.GetString(record)));
        seat.Join();

        await seat.Answered.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Single(_sent);
    }

    [Fact]
    public void A_member_of_the_crowd_has_the_number_in_its_name() => Assert.Equal(42, Roster.MemberOf(Encoding.UTF8.GetBytes(Roster.NameOf(42))));

    [Theory]
    [InlineData("join")]
    [InlineData("join42")]
    [InlineData("join00042")]
    [InlineData("join0x42")]
    [InlineData("")]
    public void Another_name_has_no_number(string name) => Assert.Equal(-1, Roster.MemberOf(Encoding.UTF8.GetBytes(name)));

    private RosterSeat Seat(int people, bool asks = true)
    {
        var seat = new RosterSeat(people, asks, _faults);
        seat.Place("01CALL", record => _sent.Add(Encoding.UTF8.GetString(record)));
        seat.Join();
        return seat;
    }

    private static void Answer(RosterSeat seat, long seq, int total, params string[] people) => seat.OnLightAnswer(accepted: true, Encoding.UTF8.GetBytes(
        $$$$"""{"ok":true,"data":{"call":{"call_session_id":"01CALL","seq":{{{{seq}}}},"participants":{{{{People(people)}}}},"participants_total":{{{{total}}}}},"ice_servers":[],"seq_state":{"epoch":1,"seq":{{{{seq}}}},"signal_seq":0}}}"""));

    private static void Page(RosterSeat seat, int total, params string[] people) =>
        seat.OnLightAnswer(accepted: true, Encoding.UTF8.GetBytes($$$"""{"ok":true,"data":{"participants":{{{People(people)}}},"page":1,"page_size":500,"total":{{{total}}}}}"""));

    private static void Tell(RosterSeat seat, long seq, params string[] joined) => seat.OnEvent(
        "call_participant_joined"u8,
        Encoding.UTF8.GetBytes($$"""{"call_session_id":"01CALL","epoch":1,"seq":{{seq}},"joined":{{People([.. joined.Select(user => user + ":Joined")])}}}"""));

    private static string People(string[] people) =>
        "[" + string.Join(',', people.Select(person => person.Split(':')).Select(pair => $$"""{"user":"{{pair[0]}}","status":"{{pair[1]}}","role":"participant","muted":false}""")) + "]";
}
