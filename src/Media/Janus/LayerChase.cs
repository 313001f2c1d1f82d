namespace FChat.Media.Janus;

/// <summary>
/// Sees to it that a layer which was asked for comes. A receiver changes layers with a whole picture only; Janus asks the publisher for one once, and browsers
/// pass over what is asked within 300 ms of the last one. So it is asked again, some times: a layer that the publisher does not send at all never comes.
/// </summary>
internal sealed class LayerChase(Func<int, Task> askAgain, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private const int None = -1;

    private int _wanted = None;
    private int _current = None;
    private int _round;

    /// <summary>The layer that comes, by the plugin.</summary>
    public void Came(int substream) => Volatile.Write(ref _current, substream);

    /// <summary>Another layer is wanted; null: none.</summary>
    public void Want(int? substream)
    {
        Volatile.Write(ref _wanted, substream ?? None);
        Again();
    }

    /// <summary>Begins to look after it anew.</summary>
    public void Again() => _ = Chase(Interlocked.Increment(ref _round));

    /// <summary>Looks after it no longer.</summary>
    public void Stop() => Want(null);

    private async Task Chase(int round)
    {
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, time, CancellationToken.None);
            var wanted = Volatile.Read(ref _wanted);
            if (round != Volatile.Read(ref _round) || wanted == None || wanted == Volatile.Read(ref _current))
            {
                return;
            }

            await askAgain(wanted);
        }
    }
}
