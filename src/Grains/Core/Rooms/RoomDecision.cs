using System.Collections.Immutable;

namespace FChat.Core.Rooms;

/// <summary>What an act on a room comes to.</summary>
/// <param name="Next">The room afterwards; the same object when nothing changed.</param>
/// <param name="Answer">What the caller is told.</param>
/// <param name="News">What people are told, in order, once <paramref name="Next"/> is on disk.</param>
public sealed record RoomDecision<T>(RoomState Next, Outcome<T> Answer, ImmutableArray<RoomNews> News);

/// <summary>Makes decisions.</summary>
internal static class RoomDecisions
{
    /// <summary>Nothing changes, and nobody is told.</summary>
    public static RoomDecision<T> Unchanged<T>(this RoomState room, Outcome<T> answer) => new(room, answer, []);
}

/// <summary>An event for some people's devices.</summary>
public sealed record RoomNews(ServiceEvent Content, ImmutableArray<UserId> To);

/// <summary>Who acts, by which command, when.</summary>
/// <param name="Command">Repeating it answers the first result; null: every time is another.</param>
public sealed record ActBy(Caller Caller, CommandId? Command, DateTimeOffset Now)
{
    /// <summary>The acting user.</summary>
    public UserId User => Caller.User;
}
