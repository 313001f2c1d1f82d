using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using FChat.Cluster.Tests.Topologies.Processes;
using FChat.Deploy.Tests.Running;
using FChat.TestServers;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>A Prometheus with the product's own configuration and rules, which looks at the running service every second.</summary>
internal sealed partial class RunningPrometheus : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly string directory = Directory.CreateTempSubdirectory("fchat-prometheus-").FullName;
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{FreePorts.Find()}") };
    private Process? process;

    /// <summary>Starts it.</summary>
    public static async Task<RunningPrometheus> Start(RunningService service)
    {
        var prometheus = new RunningPrometheus();
        prometheus.Configure(service);
        prometheus.process = Process.Start(new ProcessStartInfo("prometheus", [
            $"--config.file={prometheus.directory}/prometheus.yml", $"--storage.tsdb.path={prometheus.directory}/data", "--log.level=error",
            $"--web.listen-address={prometheus.http.BaseAddress!.Authority}"]))!;
        await Until(async () => (await prometheus.TryGet("/-/ready"))?.IsSuccessStatusCode == true);
        return prometheus;
    }

    /// <summary>What an expression gives now.</summary>
    public async Task<IReadOnlyList<JsonNode?>> Ask(string expression)
    {
        using var answer = await http.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative));
        var content = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(content["status"]!.GetValue<string>() == "success", $"{expression}: {content["error"]}");
        return [.. content["data"]!["result"]!.AsArray()];
    }

    /// <summary>Names of all metrics that it has seen.</summary>
    public async Task<HashSet<string>> Names() =>
        [.. (await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/label/__name__/values", UriKind.Relative)))!["data"]!.AsArray().Select(name => name!.GetValue<string>())];

    /// <summary>The health of each rule that it evaluates.</summary>
    public async Task<IReadOnlyList<(string Name, string Health)>> Rules() =>
        [.. (await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/rules", UriKind.Relative)))!["data"]!["groups"]!.AsArray()
            .SelectMany(group => group!["rules"]!.AsArray()).Select(rule => (rule!["name"]!.GetValue<string>(), rule["health"]!.GetValue<string>()))];

    /// <summary>Waits until something is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            Signals.Send(process.Id, PosixSignalNumber.Kill);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        http.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    // The file as it is, with other targets and a shorter interval.
    private void Configure(RunningService service)
    {
        var text = RepositoryFiles.Text("deploy/prometheus/prometheus.yml").Replace(": 15s", ": 1s", StringComparison.Ordinal);
        text = Targets("silo").Replace(text, $"targets: [\"{service.Silo.Authority}\"]");
        text = Targets("gateway").Replace(text, $"targets: [\"{service.GatewayMetrics.Authority}\"]");
        File.WriteAllText(Path.Combine(directory, "prometheus.yml"), text);
        Directory.CreateSymbolicLink(Path.Combine(directory, "rules"), RepositoryFiles.Path("deploy/prometheus/rules"));
    }

    private static Regex Targets(string of) => new(string.Create(CultureInfo.InvariantCulture, $@"targets: \[""{of}-1:8081"", ""{of}-2:8081""\]"));

    private async Task<HttpResponseMessage?> TryGet(string path)
    {
        try
        {
            return await http.GetAsync(new Uri(path, UriKind.Relative));
        }
        catch (HttpRequestException)
        {
            Assert.False(process!.HasExited, "Prometheus ended.");
            return null;
        }
    }
}
