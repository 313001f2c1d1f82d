using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

public sealed class GridSeatTests
{
    private readonly Faults _faults = new("m");
    private readonly JoinWatch _watch = new();
    private readonly ChangeTally _changes = new();
    private readonly List<bool> _sent = [];
    private readonly ChangeLine _line;
    private readonly GridSeat _seat;

    public GridSeatTests()
    {
        _line = new ChangeLine(_sent.Add);
        _seat = Seat(isTold: true);
        _seat.OnJoined(signalSeq: null);
    }

    [Fact]
    public void A_joining_is_seen_when_the_last_one_has_heard_of_it()
    {
        var other = Seat(isTold: true);
        other.OnJoined(signalSeq: null);
        var seen = _watch.Begin("late", others: 2);

        _seat.OnSomebodyJoined("late"u8);
        Assert.False(seen.IsCompleted);
        Assert.Equal(1, _watch.Missing);

        other.OnSomebodyJoined("late"u8);
        Assert.True(seen.IsCompletedSuccessfully);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void One_who_hears_of_a_joining_twice_does_not_stand_for_another()
    {
        var seen = _watch.Begin("late", others: 2);

        _seat.OnSomebodyJoined("late"u8);
        _seat.OnSomebodyJoined("late"u8);

        Assert.False(seen.IsCompleted);
        Assert.StartsWith("m: doubled: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void Neither_the_joiner_nor_one_who_is_not_there_nor_another_joining_counts()
    {
        var joiner = Seat(isTold: true);
        joiner.Owner = [.. "late"u8];
        joiner.OnJoined(signalSeq: null);
        var seen = _watch.Begin("late", others: 1);

        joiner.OnSomebodyJoined("late"u8);
        Seat(isTold: true).OnSomebodyJoined("late"u8);
        _seat.OnSomebodyJoined("early"u8);

        Assert.False(seen.IsCompleted);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void Changes_as_they_were_sent_are_no_fault()
    {
        Send(2);
        _seat.OnChange(_sent[0]);
        _seat.OnChange(_sent[1]);
        _seat.Settle();

        Assert.Equal([true, false], _sent);
        Assert.Equal(2, _changes.Received);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_change_that_never_came_is_lost_and_the_next_one_is_in_order_again()
    {
        Send(1);
        _seat.Settle();
        Send(1);
        _seat.OnChange(_sent[1]);
        _seat.Settle();

        Assert.StartsWith("m: lost: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void A_change_that_comes_again_is_doubled()
    {
        Send(1);
        _seat.OnChange(_sent[0]);
        _seat.OnChange(_sent[0]);

        Assert.StartsWith("m: doubled: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void A_change_before_the_one_before_it_is_out_of_order()
    {
        Send(2);
        _seat.OnChange(_sent[1]);

        Assert.StartsWith("m: out of order: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void Who_is_not_told_of_changes_misses_none()
    {
        var speaker = Seat(isTold: false);
        Send(3);
        speaker.Settle();

        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_latency_counts_from_the_moment_when_the_change_was_due()
    {
        _changes.Open();
        _line.Send(System.Diagnostics.Stopwatch.GetTimestamp());
        _line.Send(long.MinValue);
        _seat.OnChange(_sent[0]);
        _seat.OnChange(_sent[1]);

        Assert.Equal(1, _changes.Latencies.Count);
    }

    [Fact]
    public async Task Whoever_waits_for_a_joining_hears_of_its_refusal()
    {
        var refused = Seat(isTold: true);
        refused.OnRefused("room_full");

        Assert.Contains("room_full", (await Assert.ThrowsAsync<InvalidOperationException>(() => refused.Joined)).Message);
        Assert.StartsWith("m: refused: 1", Assert.Single(_faults.Lines));
    }

    private GridSeat Seat(bool isTold) => new(_watch, _changes, new SignalSeat(new SignalTally(_faults)), isTold, _faults) { Line = _line };

    private void Send(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _line.Send(due: 0);
        }
    }
}
