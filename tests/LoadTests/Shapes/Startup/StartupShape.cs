using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Startup;

/// <summary>From the start of the process until <c>/health/ready</c> answers 200: with nothing there, and again with the files of that first start. A database is up before.</summary>
public sealed class StartupShape : IShape
{
    private static readonly ArgumentSpec Starts = new("starts", 5, 1, 100, "measured starts of each kind; one more before is not measured");
    private static readonly Metric[] Metrics =
    [
        new("fresh_ms", "fresh ms", 0),
        new("again_ms", "again ms", 0),
        new("fresh_cpu_ms", "fresh CPU ms", 0),
        new("ready_rss_mib", "RSS MiB when ready", 0),
    ];

    /// <inheritdoc/>
    public string Name => "startup";

    /// <inheritdoc/>
    public Loads Load => Loads.Startup;

    /// <inheritdoc/>
    public string Meaning => "time from start to ready";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [Starts];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        var samples = new List<Sample>();
        for (var round = 0; round <= arguments[Starts]; round++)
        {
            foreach (var mode in modes)
            {
                var figures = await MeasureAsync(mode, stop);
                if (round > 0)
                {
                    samples.Add(new Sample(mode.Name, round, figures));
                }
            }
        }

        return [new ShapeResult(Name, "startup: process start to /health/ready", Metrics, samples, [])];
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(IServerMode mode, CancellationToken stop)
    {
        var directory = Directory.CreateTempSubdirectory("fchat-load-");
        try
        {
            await using var backing = await mode.StartBackingAsync(directory.FullName, stop);
            var site = new Site(directory.FullName, backing, ServiceSettings.Unchanged);
            var figures = await StartAsync(mode, site, "fresh", stop);
            var again = await StartAsync(mode, site, "again", stop);
            figures["again_ms"] = again["again_ms"];
            return figures;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Dictionary<string, double>> StartAsync(IServerMode mode, Site site, string kind, CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(mode, site, stop);
        return new Dictionary<string, double>
        {
            [$"{kind}_ms"] = server.StartTime.TotalMilliseconds,
            [$"{kind}_cpu_ms"] = ProcessFigures.CpuTime(server.Processes.Serving).TotalMilliseconds,
            ["ready_rss_mib"] = ProcessFigures.ResidentBytes(server.Processes.Serving) / (1024.0 * 1024.0),
        };
    }
}
