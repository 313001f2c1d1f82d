using FChat.Calls;
using FChat.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <summary>What every ledger must do, whatever database it is on.</summary>
public abstract partial class LedgerSpec : IAsyncLifetime
{
    private Database _database = null!;
    private ILedgerWriter _writer = null!;
    private ICallLedger _calls = null!;
    private IRoomLedger _rooms = null!;
    private ICallEventLedger _events = null!;
    private IGrainStorage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<Database> Open();

    public async ValueTask InitializeAsync()
    {
        _database = await Open();
        var services = await _database.Start();
        _writer = services.GetRequiredService<ILedgerWriter>();
        _calls = services.GetRequiredService<ICallLedger>();
        _rooms = services.GetRequiredService<IRoomLedger>();
        _events = services.GetRequiredService<ICallEventLedger>();
        _storage = services.GetRequiredKeyedService<IGrainStorage>(Orleans.Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_row_of_an_older_version_changes_nothing()
    {
        var ended = Call(1).Ended(CallStatus.Ended, EndReason.Completed, 15);
        await Write(Of(ended));

        await Write(Of(Call(1)));

        Assert.Equal(CallStatus.Ended, (await History()).Calls.Single().CallStatus);
    }

    [Fact]
    public async Task A_row_of_the_same_version_changes_nothing()
    {
        await Write(Of(Call(1)));

        await Write(Of(Call(1) with { Status = CallStatus.Failed }));

        Assert.Equal(CallStatus.Ringing, (await History()).Calls.Single().CallStatus);
    }

    [Fact]
    public async Task A_batch_written_twice_is_there_once()
    {
        var rows = new LedgerRows { Calls = [Call(1)], Participants = [Participant(1, "bob", ParticipantStatus.Ringing)], Messages = [Message(1, "hi")] };
        await Write(rows, rows);

        await Write(rows);

        var (calls, total) = await History();
        Assert.Equal(1, total);
        Assert.Single(Assert.Single(calls).Participants);
        Assert.Single(await _rooms.Messages(Room, null, 10, Cancellation));
    }

    [Fact]
    public async Task Of_several_versions_in_one_batch_the_newest_stays_whatever_their_order()
    {
        var ended = Call(1).Ended(CallStatus.Missed, EndReason.NoAnswer, 0);
        await Write(Of(ended), Of(Call(1)));
        await Write(Of(Call(2)), Of(Call(2).Ended(CallStatus.Missed, EndReason.NoAnswer, 0)));

        Assert.All((await History()).Calls, call => Assert.Equal(CallStatus.Missed, call.CallStatus));
    }

    [Fact]
    public async Task A_batch_without_rows_is_written()
    {
        await Write();
        await Write(new LedgerRows());

        Assert.Equal(0, (await History()).Total);
    }

    [Fact]
    public async Task A_large_batch_of_every_table_is_written()
    {
        await Write([.. Enumerable.Range(0, 500).Select(i => new LedgerRows
        {
            Calls = [Call(i)],
            Participants = [Participant(i, "bob", ParticipantStatus.Ringing), Participant(i, "alice", ParticipantStatus.Invited)],
            Rooms = [RoomOf($"room{i}", i)],
            Members = [Member($"room{i}", "bob")],
            Messages = [Message(i + 1, $"text {i}")],
            Activities = [Activity($"user{i}", Presence.UserStatus.Away, 1)],
        })]);

        Assert.Equal(500, (await History()).Total);
        Assert.Equal(500, (await _rooms.RoomsOf(new UserId("bob"), Cancellation)).Length);
    }

    [Fact]
    public async Task A_row_that_its_table_cannot_hold_fails_the_batch_and_is_not_called_unavailable()
    {
        var failure = await Record.ExceptionAsync(() => Write(Of(Call(1)), Of(Message(1, null!))));

        Assert.NotNull(failure);
        Assert.IsNotType<LedgerUnavailableException>(failure);
        Assert.Equal(0, (await History()).Total);
    }

    [Fact]
    public async Task A_locked_database_refuses_writers_by_name_and_writes_nothing_and_takes_them_again_afterwards()
    {
        using (_database.Lock())
        {
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => Write(Of(Call(1))).WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
            Assert.Equal(0, (await History()).Total);
        }

        await Write(Of(Call(1)));
        Assert.Equal(1, (await History()).Total);
    }

    [Fact]
    public async Task A_full_disk_refuses_writers_by_name_and_writes_nothing_of_the_batch()
    {
        var rows = Enumerable.Range(1, 100).Select(i => Of(Message(i, new string('x', 10_000)))).ToArray();
        await _database.Fill();

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Write(rows));
        Assert.Empty(await _rooms.Messages(Room, null, 100, Cancellation));

        await _database.Free();
        await Write(rows);
        Assert.Equal(100, (await _rooms.Messages(Room, null, 100, Cancellation)).Length);
    }

    [Fact]
    public async Task A_database_that_is_gone_refuses_everybody_by_name()
    {
        await _database.TakeAway();

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Write(Of(Call(1))));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => History());
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _rooms.RoomsOf(new UserId("alice"), Cancellation));
    }

    [Fact]
    public async Task A_cancelled_reader_is_cancelled_and_not_told_that_the_ledger_is_unavailable()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _calls.Open(1, 10, cancelled));
    }

    private Task Write(params LedgerRows[] rows) => _writer.Write(rows, Cancellation);

    private Task<(System.Collections.Immutable.ImmutableArray<Directory.CallSummary> Calls, int Total)> History(int page = 1, int pageSize = 100) =>
        _calls.History(Room, page, pageSize, Cancellation);
}
