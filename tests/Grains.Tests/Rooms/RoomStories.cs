using FChat.Cluster;

namespace FChat.Rooms;

/// <summary>Words for tests about rooms.</summary>
internal static class RoomStories
{
    /// <summary>A new room of these people; the first is its owner.</summary>
    public static async Task<IRoomGrain> Room(this SiloFixture silo, Person owner, params Person[] others)
    {
        var view = await silo.Passing(silo.Grains.Directory().CreateRoom(Wish(owner, others)).Done());
        return silo.Grains.Room(view.RoomId);
    }

    public static CreateRoom Wish(Person owner, params Person[] others) =>
        new(owner.Caller, "A room", [.. others.Select(person => person.Id)], RoomType.Group, null);

    public static CreateRoom Pair(Person one, Person other) => new(one.Caller, null, [other.Id], RoomType.Direct, null);

    public static Task<Outcome<MessageReceipt>> Says(this IRoomGrain room, Person sender, string content, string? command = null) =>
        room.SendMessage(sender.Caller, new SendMessage(content, null, command is null ? null : new CommandId(command)));

    /// <summary>The answer of what must not be refused.</summary>
    public static async Task<T> Done<T>(this Task<Outcome<T>> operation)
    {
        var outcome = await operation;
        Assert.True(outcome.IsDone, outcome.Refusal?.ToString());
        return outcome.Value!;
    }

    /// <summary>The answer of what is repeated, as clients do, until a failed write before it is settled.</summary>
    public static async Task<T> Insist<T>(Func<Task<Outcome<T>>> operation)
    {
        var outcome = await operation();
        while (outcome.Refusal is { Code: ErrorCode.Unavailable })
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            outcome = await operation();
        }

        Assert.True(outcome.IsDone, outcome.Refusal?.ToString());
        return outcome.Value!;
    }

    /// <summary>The refusal of what must be refused.</summary>
    public static async Task<Refusal> Refused<T>(this Task<Outcome<T>> operation)
    {
        var outcome = await operation;
        Assert.False(outcome.IsDone);
        return outcome.Refusal!;
    }
}
