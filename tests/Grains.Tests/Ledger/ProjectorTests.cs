using FChat.Telemetry;
using FChat.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FChat.Ledger;

public sealed class ProjectorTests : IAsyncLifetime
{
    private readonly HeldLedger _ledger = new();
    private readonly WatchedTime _time = new();
    private readonly Projector _projector;

    public ProjectorTests() =>
        _projector = new Projector(_ledger, Options.Create(new LedgerOptions()), _time, new LedgerInstruments(new NoMeters()), NullLogger<Projector>.Instance);

    public async ValueTask InitializeAsync() => await _projector.Start();

    public async ValueTask DisposeAsync()
    {
        await _projector.Stop(TestContext.Current.CancellationToken);
        _projector.Dispose();
    }

    [Fact]
    public async Task Rows_handed_over_while_a_batch_is_written_go_together_in_their_order()
    {
        LedgerRows[] rows = [Row(), Row(), Row()];
        var first = _projector.Project(rows[0]);
        var writing = await _ledger.Next();
        var others = Task.WhenAll(_projector.Project(rows[1]), _projector.Project(rows[2]));
        writing.Take();
        await first.Soon();
        var next = await _ledger.Next();

        Assert.Equal([rows[1], rows[2]], next.Rows);
        Assert.False(others.IsCompleted);
        next.Take();
        await others.Soon();
    }

    [Fact]
    public async Task A_refused_batch_is_repeated_with_growing_pauses_until_it_is_taken()
    {
        var row = Row();
        var projected = _projector.Project(row);
        foreach (var milliseconds in (int[])[100, 200, 400, 800, 1_600, 2_000, 2_000])
        {
            (await _ledger.Next()).Refuse();
            await _time.Pass(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.False(projected.IsCompleted);
        var last = await _ledger.Next();
        Assert.Equal([row], last.Rows);
        last.Take();
        await projected.Soon();
    }

    [Fact]
    public async Task Rows_that_the_ledger_can_not_hold_fail_alone()
    {
        var first = _projector.Project(Row());
        var writing = await _ledger.Next();
        var good = _projector.Project(Row());
        var bad = _projector.Project(Row());
        writing.Take();
        await first.Soon();
        (await _ledger.Next()).Break();
        (await _ledger.Next()).Take();
        (await _ledger.Next()).Break();

        await good.Soon();
        await Assert.ThrowsAsync<InvalidOperationException>(bad.Soon);
    }

    [Fact]
    public async Task The_stop_of_the_silo_cancels_what_the_ledger_refuses()
    {
        var projected = _projector.Project(Row());
        (await _ledger.Next()).Refuse();
        await _projector.Stop(TestContext.Current.CancellationToken).Soon();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(projected.Soon);
    }

    [Fact]
    public async Task The_stop_of_the_silo_waits_for_what_the_ledger_takes()
    {
        var projected = _projector.Project(Row());
        var writing = await _ledger.Next();
        var stop = _projector.Stop(TestContext.Current.CancellationToken);
        Assert.False(stop.IsCompleted);
        writing.Take();

        await projected.Soon();
        await stop.Soon();
    }

    [Fact]
    public async Task After_the_stop_a_hand_over_is_canceled_at_once()
    {
        await _projector.Stop(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _projector.Project(Row()).Soon());
    }

    private static LedgerRows Row() => new();
}
