using System.Security.Cryptography;
using System.Text;

namespace FChat.Directory;

/// <summary>Chooses the id of a room that is to be made, so that the same wish leads to the same room.</summary>
internal static class RoomIds
{
    /// <summary>The room of a pair, whoever of them asks.</summary>
    public static RoomId OfPair(UserId one, UserId other) =>
        one.CompareTo(other) < 0 ? Hash("d", one.Value, other.Value) : Hash("d", other.Value, one.Value);

    /// <summary>The room that a command made, or is to make.</summary>
    public static RoomId OfCommand(UserId creator, CommandId command) => Hash("k", creator.Value, command.Value);

    /// <summary>A room that nobody has asked for before.</summary>
    public static RoomId Fresh(DateTimeOffset now) => new(Ulid.NewUlid(now).ToString());

    // Ids have no space, so two texts joined by one cannot be read as two others.
    private static RoomId Hash(string kind, string one, string other)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {one} {other}"));
        return new RoomId($"{kind}-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}");
    }
}
