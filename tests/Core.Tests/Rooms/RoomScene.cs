using System.Collections.Immutable;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <summary>Words for tests of the room rules.</summary>
internal static class RoomScene
{
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly RoomId Id = new("room");
    public static readonly RoomRules Rules = new(new RoomLimits(Members: 4, Unwritten: 3, UnwrittenCharacters: 100, Receipts: 2));

    public static UserId User(string name) => new(name);

    public static ActBy By(string user, string? command = null, double seconds = 0) =>
        new(new Caller(User(user), null, IsOperator: false), command is null ? null : new CommandId(command), Now.AddSeconds(seconds));

    public static CreateRoom Wish(RoomType type, string creator, params string[] members) =>
        new(new Caller(User(creator), null, IsOperator: false), null, [.. members.Select(User)], type, null);

    /// <summary>A group of these people; the first is the owner.</summary>
    public static RoomState Group(params string[] people) =>
        Rules.Create(new RoomState(), Id, Wish(RoomType.Group, people[0], people[1..]), Now).Next;

    public static RoomState Pair(string one, string other) =>
        Rules.Create(new RoomState(), Id, Wish(RoomType.Direct, one, other), Now).Next;

    public static RoomState Without(this RoomState room, string user) => Rules.RemoveMember(room, By(user), User(user)).Next;

    public static RoomDecision<MessageReceipt> Says(this RoomState room, string user, string content = "hello", string? command = null, double seconds = 0) =>
        Rules.Post(room, By(user, command, seconds), new SendMessage(content, null, command is null ? null : new CommandId(command)), $"m{room.LastMessageSeq + 1}");

    public static IEnumerable<string> Names(this ImmutableArray<UserId> users) => users.Select(user => user.Value);

    public static IEnumerable<string> Names(this ImmutableArray<Member> members) => members.Select(member => member.User.Value);

    /// <summary>Asserts that the act was refused with the code and changed nothing.</summary>
    public static Refusal IsRefused<T>(this RoomDecision<T> decision, RoomState before, ErrorCode code)
    {
        Assert.Same(before, decision.Next);
        Assert.Empty(decision.News);
        Assert.Equal(code, decision.Answer.Refusal?.Code);
        return decision.Answer.Refusal!;
    }
}
