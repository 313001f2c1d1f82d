using System.Collections.Immutable;
using FChat.Directory;
using FChat.Ledger;
using FChat.Rooms;
using FChat.Webhooks;

namespace FChat.Calls;

/// <summary>A ledger that keeps what is written, and can be away.</summary>
internal sealed class FreeLedger : ILedgerWriter, ICallLedger, ICallEventLedger, IRoomLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CallId, CallRow> _calls = [];
    private readonly Dictionary<(CallId, UserId), ParticipantRow> _participants = [];
    private readonly Dictionary<CallId, int> _writes = [];

    public bool IsAway { get; set; }

    /// <summary>What every write waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How many writes wait for it.</summary>
    public int AtGate { get; private set; }

    public CallRow? Row(CallId call)
    {
        lock (_gate)
        {
            return _calls.GetValueOrDefault(call);
        }
    }

    public ParticipantRow? Row(CallId call, UserId user)
    {
        lock (_gate)
        {
            return _participants.GetValueOrDefault((call, user));
        }
    }

    /// <summary>How often a call's row was written.</summary>
    public int WritesOf(CallId call)
    {
        lock (_gate)
        {
            return _writes.GetValueOrDefault(call);
        }
    }

    public async Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation)
    {
        AtGate++;
        await Gate;
        AtGate--;
        if (IsAway)
        {
            throw new LedgerUnavailableException("away", new IOException());
        }

        lock (_gate)
        {
            foreach (var row in rows.SelectMany(r => r.Calls))
            {
                _calls[row.Call] = row;
                _writes[row.Call] = _writes.GetValueOrDefault(row.Call) + 1;
            }

            foreach (var row in rows.SelectMany(r => r.Participants))
            {
                _participants[(row.Call, row.User)] = row;
            }
        }
    }

    public Task<int> ForgetCalls(CallId before, int most, CancellationToken cancellation) => Task.FromResult(0);

    public Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation) => Task.FromResult(0);

    public Task<ImmutableArray<StoredCallEvent>> After(long position, CallId? call, int most, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<StoredCallEvent>.Empty);

    public Task<long> Last(CancellationToken cancellation) => Task.FromResult(0L);

    public Task<(ImmutableArray<CallSummary> Calls, int Total)> History(RoomId room, int page, int pageSize, CancellationToken cancellation) =>
        Task.FromResult((ImmutableArray<CallSummary>.Empty, 0));

    public Task<ImmutableArray<CallId>> OpenInvitations(UserId user, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CallId>.Empty);

    public Task<ImmutableArray<CallId>> Due(DateTimeOffset now, int most, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CallId>.Empty);

    public Task<(ImmutableArray<CallId> Calls, int Total)> Open(int page, int pageSize, CancellationToken cancellation) =>
        Task.FromResult((ImmutableArray<CallId>.Empty, 0));

    public Task<ImmutableArray<CallCount>> Statistics(DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CallCount>.Empty);

    public Task<ImmutableArray<RoomId>> RoomsOf(UserId user, CancellationToken cancellation) => Task.FromResult(ImmutableArray<RoomId>.Empty);

    /// <summary>Who shares a room with whom.</summary>
    public ImmutableArray<(UserId User, UserId CoMember)> Pairs { get; set; } = [];

    public Task<ImmutableArray<(UserId User, UserId CoMember)>> CoMembers(IReadOnlyCollection<UserId> users, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<(UserId, UserId)>>([.. Pairs.Where(pair => users.Contains(pair.User))]);

    public Task<ImmutableArray<MessageView>> Messages(RoomId room, long? beforeSeq, int limit, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<MessageView>.Empty);
}
