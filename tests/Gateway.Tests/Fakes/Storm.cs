namespace FChat.Gateway.Tests.Fakes;

/// <summary>Broadcasts one after another, never more than a hundred ahead of what its receiver has read.</summary>
public sealed class Storm : IAsyncDisposable
{
    private const int MostAhead = 100;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim ahead = new(MostAhead);
    private readonly Task running;
    private long last = 17;
    private long seen = 17;

    public Storm(Link link) => running = Task.Run(() => Run(link));

    /// <summary>The last number that was delivered.</summary>
    public long Last => Interlocked.Read(ref last);

    /// <summary>The receiver has read a number, or has been told that it is at it.</summary>
    public long Seen(long number)
    {
        if (number > seen)
        {
            ahead.Release((int)(number - seen));
            seen = number;
        }

        return number;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ahead.Dispose();
        stop.Dispose();
    }

    private async Task Run(Link link)
    {
        while (true)
        {
            await ahead.WaitAsync(stop.Token);
            await link.Deliver(Link.Broadcast(Interlocked.Increment(ref last)));
        }
    }
}
