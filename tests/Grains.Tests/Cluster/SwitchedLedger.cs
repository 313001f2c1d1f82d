using System.Collections.Concurrent;
using System.Collections.Immutable;
using FChat.Calls;
using FChat.Directory;
using FChat.Ledger;
using FChat.Rooms;

namespace FChat.Cluster;

/// <summary>The product's ledger, with a switch for its writing and one for its reading.</summary>
internal sealed class SwitchedLedger : ILedgerWriter, ICallLedger, IRoomLedger
{
    private ILedgerWriter _writer = null!;
    private ICallLedger _calls = null!;
    private IRoomLedger _rooms = null!;

    private readonly ConcurrentQueue<UserActivityRow> _activities = new();

    public bool WritesAreDown { get; set; }

    public bool ReadsAreDown { get; set; }

    public ILedgerWriter Over(ILedgerWriter inner)
    {
        _writer = inner;
        return this;
    }

    public ICallLedger Over(ICallLedger inner)
    {
        _calls = inner;
        return this;
    }

    public IRoomLedger Over(IRoomLedger inner)
    {
        _rooms = inner;
        return this;
    }

    public async Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation)
    {
        if (WritesAreDown)
        {
            throw Down();
        }

        await _writer.Write(rows, cancellation);
        foreach (var row in rows.SelectMany(together => together.Activities))
        {
            _activities.Enqueue(row);
        }
    }

    public Task<int> ForgetCalls(CallId before, int most, CancellationToken cancellation) =>
        WritesAreDown ? Task.FromException<int>(Down()) : _writer.ForgetCalls(before, most, cancellation);

    public Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation) =>
        WritesAreDown ? Task.FromException<int>(Down()) : _writer.ForgetEvents(before, most, cancellation);

    /// <summary>The user's rows that were written, oldest first.</summary>
    public IReadOnlyList<UserActivityRow> ActivitiesOf(UserId user) => [.. _activities.Where(row => row.User == user)];

    public Task<(ImmutableArray<CallSummary> Calls, int Total)> History(RoomId room, int page, int pageSize, CancellationToken cancellation) =>
        Read(() => _calls.History(room, page, pageSize, cancellation));

    public Task<ImmutableArray<CallId>> OpenInvitations(UserId user, DateTimeOffset now, CancellationToken cancellation) =>
        Read(() => _calls.OpenInvitations(user, now, cancellation));

    public Task<ImmutableArray<CallId>> Due(DateTimeOffset now, int most, CancellationToken cancellation) =>
        Read(() => _calls.Due(now, most, cancellation));

    public Task<(ImmutableArray<CallId> Calls, int Total)> Open(int page, int pageSize, CancellationToken cancellation) =>
        Read(() => _calls.Open(page, pageSize, cancellation));

    public Task<ImmutableArray<CallCount>> Statistics(DateTimeOffset since, CancellationToken cancellation) =>
        Read(() => _calls.Statistics(since, cancellation));

    public Task<ImmutableArray<RoomId>> RoomsOf(UserId user, CancellationToken cancellation) => Read(() => _rooms.RoomsOf(user, cancellation));

    public Task<ImmutableArray<(UserId User, UserId CoMember)>> CoMembers(IReadOnlyCollection<UserId> users, CancellationToken cancellation) =>
        Read(() => _rooms.CoMembers(users, cancellation));

    public Task<ImmutableArray<MessageView>> Messages(RoomId room, long? beforeSeq, int limit, CancellationToken cancellation) =>
        Read(() => _rooms.Messages(room, beforeSeq, limit, cancellation));

    private Task<T> Read<T>(Func<Task<T>> read) => ReadsAreDown ? Task.FromException<T>(Down()) : read();

    private static LedgerUnavailableException Down() => new("switched off", new IOException());
}
