namespace FChat.LoadTests.Servers;

/// <summary>Waits for a started process.</summary>
public static class Readiness
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when <paramref name="isReady"/> says so, asked every 10 ms.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or was not ready in 60 s; the message has its last words.</exception>
    public static async Task WaitAsync(string name, ServerProcess process, Func<CancellationToken, Task<bool>> isReady, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(StartLimit);
        using var pause = new PeriodicTimer(AskEvery);
        while (!await isReady(limit.Token))
        {
            if (process.HasExited || limit.IsCancellationRequested)
            {
                stop.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"{name} did not become ready. Its last words:{Environment.NewLine}{process.LastOutput}");
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
