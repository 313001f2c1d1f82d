using System.Collections.Immutable;
using FChat.Calls;
using FChat.Core.Rooms;
using FChat.Durable;
using FChat.Ledger;
using FChat.Rooms;
using FChat.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace FChat.Directory;

/// <summary>Reads lists and histories: the owner grain says who may, SQL has the rows.</summary>
[StatelessWorker]
internal sealed partial class DirectoryGrain(
    ICallLedger calls,
    IRoomLedger rooms,
    ICallEventLedger events,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<DirectoryGrain> log) : Grain, IDirectoryGrain
{
    private const int AtOnce = 32;
    private static readonly Refusal Missing = new(ErrorCode.RoomNotFound, "Its row is damaged.");

    public Task<Outcome<RoomView>> CreateRoom(CreateRoom request) => GrainFactory.Room(IdFor(request)).Create(request);

    public Task<Outcome<ImmutableArray<RoomView>>> Rooms(Caller caller) => Reading(async () =>
    {
        var ids = await rooms.RoomsOf(caller.User, CancellationToken.None);
        var views = await Gather(ids, id => Seen(() => GrainFactory.Room(id).View(caller)));

        return All(views);
    });

    public Task<Outcome<CallHistory>> CallHistory(Caller caller, RoomId room, int page, int pageSize) => Reading(async () =>
    {
        var reading = await GrainFactory.Room(room).Reading(caller);
        if (!reading.IsDone)
        {
            return reading.Refused<CallHistory>();
        }

        if (reading.Value.LastCall is { } last)
        {
            await GrainFactory.Call(last).FlushLedger();
        }

        var (found, total) = await calls.History(room, page, pageSize, CancellationToken.None);
        return (Outcome<CallHistory>)new CallHistory(found, page, pageSize, total);
    });

    public Task<Outcome<ImmutableArray<MessageView>>> Messages(Caller caller, RoomId room, long? beforeSeq, int limit) => Reading(async () =>
    {
        // Asked before SQL: what leaves the room's own list in between is in SQL by then.
        var reading = await GrainFactory.Room(room).Reading(caller);
        if (!reading.IsDone)
        {
            return reading.Refused<ImmutableArray<MessageView>>();
        }

        var unwritten = reading.Value.Unwritten.Where(m => beforeSeq is null || m.Seq < beforeSeq);
        var written = await rooms.Messages(room, beforeSeq, limit, CancellationToken.None);
        return Answer(unwritten.Concat(written).DistinctBy(m => m.Seq).OrderByDescending(m => m.Seq).Take(limit));
    });

    public Task<Outcome<ImmutableArray<StoredCallEvent>>> CallEvents(long position, CallId? call, int most) => Reading(async () =>
        (Outcome<ImmutableArray<StoredCallEvent>>)await events.After(position, call, most, CancellationToken.None));

    public Task<Outcome<CallPage>> ActiveCalls(int page, int pageSize) => Reading(async () =>
    {
        var (ids, total) = await calls.Open(page, pageSize, CancellationToken.None);
        var views = await Gather(ids, id => Seen(() => GrainFactory.Call(id).View(null)));
        var open = All(views);
        return open.IsDone ? new CallPage(open.Value, page, pageSize, total) : open.Refused<CallPage>();
    });

    public Task<Outcome<ImmutableArray<CallCount>>> CallStatistics(int hours) => Reading(async () =>
        (Outcome<ImmutableArray<CallCount>>)await calls.Statistics(time.GetUtcNow() - TimeSpan.FromHours(hours), CancellationToken.None));

    // One that refuses is a room that the caller has just left, or a call that nobody was told of: SQL is a little behind, or ahead.
    private static Outcome<ImmutableArray<T>> All<T>(ImmutableArray<Outcome<T>> answers) =>
        answers.FirstOrDefault(answer => answer.Refusal is { Code: ErrorCode.Unavailable }).Refusal is { } refusal
            ? refusal
            : Answer(answers.Where(answer => answer.IsDone).Select(answer => answer.Value!));

    /// <summary>One entry of a list. What cannot answer now makes the list unavailable; what is damaged is missing from it, for it will not be there later either.</summary>
    private async Task<Outcome<T>> Seen<T>(Func<Task<Outcome<T>>> view)
    {
        try
        {
            return await view();
        }
        catch (Exception failure)
        {
            LogUnseen(failure);
            return Unreadable(failure) ? Missing : Refusal.Unavailable;
        }
    }

    private static bool Unreadable(Exception? failure) => failure is not null && (failure is UnreadableStateException || Unreadable(failure.InnerException));

    private static Outcome<ImmutableArray<T>> Answer<T>(IEnumerable<T> items) => items.ToImmutableArray();

    private RoomId IdFor(CreateRoom request) => RoomIds.For(request) ?? new RoomId(Ulid.NewUlid(time.GetUtcNow()).ToString());

    private async Task<Outcome<T>> Reading<T>(Func<Task<Outcome<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is LedgerUnavailableException or TimeoutException)
        {
            LogUnavailable(failure);
            return Refusal.Unavailable;
        }
    }

    /// <summary>Asks many grains, a bounded number at once, and keeps the order.</summary>
    private static async Task<ImmutableArray<TAnswer>> Gather<TKey, TAnswer>(IReadOnlyList<TKey> keys, Func<TKey, Task<TAnswer>> ask)
    {
        var answers = ImmutableArray.CreateBuilder<TAnswer>(keys.Count);
        foreach (var some in keys.Chunk(AtOnce))
        {
            answers.AddRange(await Task.WhenAll(some.Select(ask)));
        }

        return answers.ToImmutable();
    }

    [LoggerMessage(LogLevel.Warning, "A room or a call could not be listed")]
    private partial void LogUnseen(Exception failure);

    [LoggerMessage(LogLevel.Warning, "A list could not be read from the ledger")]
    private partial void LogUnavailable(Exception failure);
}
