namespace FChat.Calls;

/// <summary>Remembers commands for as long as <see cref="Limits.CommandMemory"/>, in memory only: for what is never stored. Bounded by the rate limits at the door.</summary>
internal sealed class RecentCommands(TimeProvider time)
{
    private readonly HashSet<(UserId, CommandId)> _known = [];
    private readonly Queue<(UserId, CommandId, DateTimeOffset At)> _order = new();

    /// <summary>Whether the command is remembered.</summary>
    public bool Knows(UserId user, CommandId command) => _known.Contains((user, command));

    /// <summary>Remembers the command; false: it was known.</summary>
    public bool IsFirst(UserId user, CommandId command)
    {
        var now = time.GetUtcNow();
        while (_order.TryPeek(out var oldest) && oldest.At < now - Limits.CommandMemory)
        {
            _order.Dequeue();
            _known.Remove((oldest.Item1, oldest.Item2));
        }

        if (!_known.Add((user, command)))
        {
            return false;
        }

        _order.Enqueue((user, command, now));
        return true;
    }
}
