namespace FChat.Calls;

/// <summary>Says when a busy call's roster changes are told at once and when they are gathered: at once while there were few of them in the last second (a token bucket, <paramref name="burst"/> a second).</summary>
internal sealed class RosterPace(int burst, TimeProvider time)
{
    private double _tokens = burst;
    private DateTimeOffset _filled = time.GetUtcNow();

    /// <summary>Takes a place for one event; false: gather.</summary>
    public bool TryTake()
    {
        var now = time.GetUtcNow();
        _tokens = Math.Min(burst, _tokens + ((now - _filled).TotalSeconds * burst));
        _filled = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
