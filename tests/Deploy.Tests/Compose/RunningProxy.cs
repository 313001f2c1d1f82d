using System.Diagnostics;
using FChat.Cluster.Tests.Topologies.Processes;
using FChat.Deploy.Tests.Monitoring;
using FChat.Deploy.Tests.Running;
using FChat.TestServers;

namespace FChat.Deploy.Tests.Compose;

/// <summary>The proxy with its own configuration, in the clear and on ports of its own, before the running gateway and one that tests may end.</summary>
public sealed class RunningProxy(RunningService service) : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("fchat-caddy-").FullName;
    private Process? process;

    /// <summary>Where clients come.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Find()}");

    /// <summary>Where it says that it is well.</summary>
    public Uri Health { get; } = new($"http://127.0.0.1:{FreePorts.Find()}");

    /// <summary>The second gateway.</summary>
    internal ImageProcess Second { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Second = await service.StartAnotherGateway();
        var start = new ProcessStartInfo("caddy", ["run", "--adapter", "caddyfile", "--config", Configuration()]) { RedirectStandardError = true };
        start.Environment["FCHAT_HOST"] = Address.ToString().TrimEnd('/');
        start.Environment["FCHAT_GATEWAYS"] = $"{service.Gateway.Authority} {Second.Address!.Authority}";
        start.Environment["XDG_DATA_HOME"] = start.Environment["XDG_CONFIG_HOME"] = start.Environment["HOME"] = directory;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { }; // its log would fill the pipe
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        await RunningPrometheus.Until(async () => await IsWell(http, Health) && await IsWell(http, new Uri(Address, "/version")));
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

        await Second.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<bool> IsWell(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Debian's Caddy, which the tests run, is older than the compose file's, and says it so.
    internal static string Older(string configuration)
    {
        Assert.Contains("request_buffers 512KiB", configuration, StringComparison.Ordinal);
        return configuration.Replace("request_buffers 512KiB", "buffer_requests", StringComparison.Ordinal);
    }

    private string Configuration()
    {
        var text = Older(RepositoryFiles.Text("deploy/caddy/Caddyfile"))
            .Replace("http_port 8080", $"http_port {FreePorts.Find()}", StringComparison.Ordinal)
            .Replace("https_port 8443", $"https_port {FreePorts.Find()}", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8079", Health.ToString().TrimEnd('/'), StringComparison.Ordinal);
        var path = Path.Combine(directory, "Caddyfile");
        File.WriteAllText(path, text);
        return path;
    }
}
