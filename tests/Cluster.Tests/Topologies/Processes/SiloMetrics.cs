using System.Globalization;
using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>What a silo counts.</summary>
internal static class SiloMetrics
{
    private const string Shown = "fchat_silo_calls";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until calls are active on the silo that shows its figures there.</summary>
    public static async Task HasCalls(Uri silo)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var patience = new CancellationTokenSource(Limit, TimeProvider.System);
        while (Count(await http.GetStringAsync(new Uri(silo, "/metrics"), patience.Token)) == 0)
        {
            await Clock.Pause(Between, patience.Token);
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>How many calls are active there now.</summary>
    public static async Task<int> Calls(Uri silo, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return (int)Count(await http.GetStringAsync(new Uri(silo, "/metrics"), stop));
    }

    private static double Count(string metrics) => metrics.Split('\n')
        .Where(line => line.StartsWith(Shown, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
