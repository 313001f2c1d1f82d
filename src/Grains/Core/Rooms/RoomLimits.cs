namespace FChat.Core.Rooms;

/// <summary>The sizes that a room is decided by. Defaults and ranges: <see cref="FChat.Rooms.RoomOptions"/>.</summary>
/// <param name="Members">How many may be in a room, and how many former members it remembers.</param>
/// <param name="Unwritten">How many messages may wait for SQL.</param>
/// <param name="UnwrittenCharacters">How long their contents may be together.</param>
/// <param name="Receipts">How many commands are remembered.</param>
public sealed record RoomLimits(int Members, int Unwritten, int UnwrittenCharacters, int Receipts)
{
    /// <summary>The product's defaults.</summary>
    public static RoomLimits Default { get; } = new(Limits.Participants, Unwritten: 10_000, UnwrittenCharacters: 4 * 1_024 * 1_024, Receipts: 10_000);
}
