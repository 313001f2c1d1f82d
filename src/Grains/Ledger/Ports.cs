using System.Collections.Immutable;
using FChat.Directory;
using FChat.Calls;
using FChat.Rooms;
using FChat.Webhooks;

namespace FChat.Ledger;

/// <summary>Writes the projection to SQL. The only thing that does.</summary>
public interface ILedgerWriter
{
    /// <summary>Writes all rows in one transaction, sorted by key, each guarded by its version: an older row changes nothing.</summary>
    /// <exception cref="LedgerUnavailableException">The database does not take them now; nothing, or all, was written.</exception>
    Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation);

    /// <summary>Drops what grains remember of calls made before <paramref name="before"/> that SQL does not know to be going on, the oldest first and at most so many.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="LedgerUnavailableException">The database does not do it now.</exception>
    Task<int> ForgetCalls(CallId before, int most, CancellationToken cancellation);

    /// <summary>Drops events of calls that are older, at most so many.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="LedgerUnavailableException">The database does not do it now.</exception>
    Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation);
}

/// <summary>Reads calls from SQL.</summary>
/// <remarks>Every method throws <see cref="LedgerUnavailableException"/> when the database cannot answer.</remarks>
public interface ICallLedger
{
    /// <summary>A room's calls, newest first, and how many there are.</summary>
    Task<(ImmutableArray<CallSummary> Calls, int Total)> History(RoomId room, int page, int pageSize, CancellationToken cancellation);

    /// <summary>Open calls whose ring time is not over that have the user as invited or ringing.</summary>
    Task<ImmutableArray<CallId>> OpenInvitations(UserId user, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Open calls whose next deadline has passed, the oldest first.</summary>
    Task<ImmutableArray<CallId>> Due(DateTimeOffset now, int most, CancellationToken cancellation);

    /// <summary>Open calls, newest first, and how many there are.</summary>
    Task<(ImmutableArray<CallId> Calls, int Total)> Open(int page, int pageSize, CancellationToken cancellation);

    /// <summary>Counts by type and status over calls created since.</summary>
    Task<ImmutableArray<CallCount>> Statistics(DateTimeOffset since, CancellationToken cancellation);
}

/// <summary>Reads events of calls.</summary>
/// <remarks>Every method throws <see cref="LedgerUnavailableException"/> when the database cannot answer.</remarks>
public interface ICallEventLedger
{
    /// <summary>Events after a position, of one call or of all, in the order of positions. What it leaves out for the moment comes at a later position than all that it gives.</summary>
    Task<ImmutableArray<StoredCallEvent>> After(long position, CallId? call, int most, CancellationToken cancellation);

    /// <summary>The position after which new events come; 0: there was none.</summary>
    Task<long> Last(CancellationToken cancellation);
}

/// <summary>Reads rooms and messages from SQL.</summary>
/// <remarks>Every method throws <see cref="LedgerUnavailableException"/> when the database cannot answer.</remarks>
public interface IRoomLedger
{
    /// <summary>Rooms that the user is a member of, the one with the newest message (or creation) first.</summary>
    Task<ImmutableArray<RoomId>> RoomsOf(UserId user, CancellationToken cancellation);

    /// <summary>Everybody who shares a room with one of <paramref name="users"/>, as pairs; a user is not paired with itself.</summary>
    Task<ImmutableArray<(UserId User, UserId CoMember)>> CoMembers(IReadOnlyCollection<UserId> users, CancellationToken cancellation);

    /// <summary>A room's messages with a seq below <paramref name="beforeSeq"/> (null: the newest), newest first.</summary>
    Task<ImmutableArray<MessageView>> Messages(RoomId room, long? beforeSeq, int limit, CancellationToken cancellation);
}

/// <summary>The database cannot answer now. The caller's operation is refused as <c>unavailable</c>.</summary>
public sealed class LedgerUnavailableException(string message, Exception inner) : Exception(message, inner);
