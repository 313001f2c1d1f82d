namespace FChat.Media.Janus;

/// <summary>A room in a node's list.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Description">Its description.</param>
/// <param name="Publishers">How many are in it. Receivers do not count.</param>
internal readonly record struct ListedRoom(long Number, string Description, int Publishers)
{
    /// <summary>Whether a silo made it.</summary>
    public bool IsOurs => Description.StartsWith(VideoRoom.Mark, StringComparison.Ordinal);
}

/// <summary>Remembers since when rooms are seen empty. One that another silo still has is made anew by it when somebody publishes: taking it away costs nothing.</summary>
internal sealed class OrphanRooms
{
    private Dictionary<long, DateTimeOffset> _empty = [];

    /// <summary>Looks at a node's list.</summary>
    /// <returns>Rooms to take away: seen empty in two looks at least, that long apart.</returns>
    public IReadOnlyList<long> Look(IEnumerable<ListedRoom> rooms, Func<long, bool> isOwn, DateTimeOffset now, TimeSpan patience)
    {
        var empty = rooms.Where(room => room.IsOurs && room.Publishers == 0 && !isOwn(room.Number)).Select(room => room.Number);
        _empty = empty.ToDictionary(room => room, room => _empty.GetValueOrDefault(room, now));
        return [.. _empty.Where(seen => now - seen.Value >= patience).Select(seen => seen.Key)];
    }
}
