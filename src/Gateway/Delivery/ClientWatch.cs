using FChat.Gateway.Hubs;

namespace FChat.Gateway.Delivery;

/// <summary>
/// Sees that the silence of a client is noticed from its start. SignalR closes a silent connection (<see cref="HubDoorOptions.ClientTimeout"/>) only once the
/// client has pinged: one that vanishes before that, without a word to the socket, would stay online, and in its call, for ever.
/// So the first that comes counts as a ping, and until then the same time runs here.
/// </summary>
internal sealed class ClientWatch(TimeProvider time, TimeSpan timeout, Action onSilence) : IDisposable
{
    private int isHeard;
    private ITimer? deadline;

    /// <summary>Whether it watches, or has watched.</summary>
    public bool HasBegun => Volatile.Read(ref deadline) is not null;

    /// <summary>What the client sends is read from now on: nothing within the timeout is silence.</summary>
    public void Begin() => deadline = time.CreateTimer(static watch => ((ClientWatch)watch!).End(), this, timeout, Timeout.InfiniteTimeSpan);

    /// <summary>Something came.</summary>
    /// <returns>Whether nothing came before.</returns>
    public bool Hear()
    {
        var isFirst = Interlocked.Exchange(ref isHeard, 1) == 0;
        if (isFirst)
        {
            Dispose();
        }

        return isFirst;
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose() => deadline?.Dispose();

    // A timer that has begun to run is not stopped by what comes in that moment.
    private void End()
    {
        if (Volatile.Read(ref isHeard) == 0)
        {
            onSilence();
        }
    }
}
