using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>Waits for a program to be ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks its health page again and again.</summary>
    public static async Task Of(ProgramStart program, Func<bool> hasEnded, Func<string> log)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var patience = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!await IsReady(http, program.Health, patience.Token))
        {
            if (hasEnded() || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"{program.Name} did not get ready:\n{log()}");
            }

            await Clock.Pause(Between, patience.Token);
        }
    }

    private static async Task<bool> IsReady(HttpClient http, Uri address, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false; // nobody listens yet
        }
    }
}
