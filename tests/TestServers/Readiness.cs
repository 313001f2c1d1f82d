namespace FChat.TestServers;

/// <summary>Waits for a program to be ready.</summary>
public static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks <c>/health/ready</c> again and again.</summary>
    /// <param name="log">What the program has said, for who reads that it did not get ready.</param>
    /// <exception cref="InvalidOperationException">It has ended, or is not ready within a minute.</exception>
    public static async Task Of(string program, Uri address, Func<bool> hasEnded, Func<string> log)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var patience = new CancellationTokenSource(Limit, TimeProvider.System);
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        while (!await IsReady(http, new Uri(address, "/health/ready"), patience.Token))
        {
            if (hasEnded() || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"{program} did not get ready:\n{log()}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsReady(HttpClient http, Uri page, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(page, stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false; // nobody listens yet
        }
    }
}
