namespace FChat.Media.Janus;

/// <summary>A node, as the choice sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">It is connected and answers.</param>
/// <param name="IsDrained">It shall take nothing new.</param>
/// <param name="Load">Estimated bandwidth with one call more, relative to its weight: 1 is all that it is said to carry.</param>
/// <param name="IsFull">It has all the publications that it may have.</param>
internal readonly record struct NodeLook(string Name, bool IsUp, bool IsDrained, double Load, bool IsFull)
{
    /// <summary>Whether it may take something new at all.</summary>
    public bool IsOpen => IsUp && !IsDrained;

    /// <summary>Whether it takes a call now.</summary>
    public bool CanTake => IsOpen && !IsFull;
}

/// <summary>Where a call goes.</summary>
internal static class NodeChoice
{
    /// <summary>
    /// The nodes that may take a call, the best first: the least loaded in proportion to what it carries. One that carries more than it should is still better than no call.
    /// Among equals the call decides, so that silos which begin together do not all begin with the first.
    /// </summary>
    public static IReadOnlyList<string> Order(IEnumerable<NodeLook> nodes, string call) =>
        [.. nodes.Where(node => node.CanTake).OrderBy(node => node.Load).ThenBy(node => RoomNumber.Of(new SfuRoomRequest($"{call}@{node.Name}", 0))).Select(node => node.Name)];
}
