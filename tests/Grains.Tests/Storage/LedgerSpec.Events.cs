using FChat.Ledger;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <content>Events of calls.</content>
public abstract partial class LedgerSpec
{
    [Fact]
    public async Task Events_are_read_by_position_of_all_calls_or_of_one()
    {
        Assert.Equal(0, await _events.Last(Cancellation));
        await Write(Events(Event(1, 1), Event(1, 2)));
        await Write(Events(Event(2, 1)), Events(Event(1, 3)));

        var all = await _events.After(0, null, 10, Cancellation);

        Assert.Equal(all.Select(e => e.Position).Order(), all.Select(e => e.Position));
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1)], all.Select(e => (e.Call == CallNumber(1) ? 1 : 2, (int)e.Seq)).Order());
        Assert.Equal([1, 2, 3], (await _events.After(0, CallNumber(1), 10, Cancellation)).Select(e => (int)e.Seq));
        Assert.Equal(all[1..3], await _events.After(all[0].Position, null, 2, Cancellation));
        Assert.Equal(all[^1].Position, await _events.Last(Cancellation));
        Assert.Equal("""{"n":"é"}""", all[0].Payload);
    }

    [Fact]
    public async Task An_event_that_is_written_again_changes_nothing()
    {
        await Write(Events(Event(1, 1)));
        var before = await _events.After(0, null, 10, Cancellation);

        await Write(Events(Event(1, 1) with { Payload = "another" }));

        Assert.Equal(before, await _events.After(0, null, 10, Cancellation));
    }

    [Fact]
    public async Task Old_events_are_dropped_so_many_at_a_time_and_positions_go_on()
    {
        await Write(Events(Event(1, 1), Event(2, 1), Event(3, 1), Event(4, 1)));
        var last = await _events.Last(Cancellation);

        Assert.Equal(2, await _writer.ForgetEvents(At(3.5), 2, Cancellation));
        Assert.Equal(1, await _writer.ForgetEvents(At(3.5), 2, Cancellation));
        Assert.Equal(0, await _writer.ForgetEvents(At(3.5), 2, Cancellation));

        Assert.Equal(CallNumber(4), Assert.Single(await _events.After(0, null, 10, Cancellation)).Call);
        await Write(Events(Event(5, 1)));
        Assert.True(await _events.Last(Cancellation) > last);
    }

    private static LedgerRows Events(params CallEventRow[] events) => new() { Events = [.. events] };

    private static CallEventRow Event(int call, long seq) => new(CallNumber(call), seq, At(call), """{"n":"é"}""");
}
