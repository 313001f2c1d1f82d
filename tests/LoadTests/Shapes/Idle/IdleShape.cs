using FChat.LoadTests.Clients;
using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Shapes.Callers;

namespace FChat.LoadTests.Shapes.Idle;

/// <summary>Authenticated connections that do nothing, and what each costs in memory: the slope between some and many.</summary>
public sealed class IdleShape : IShape
{
    // What the first connections cost is code, pools and grains that all share.
    private const int First = 200;
    /// <summary>How many there are.</summary>
    public static readonly ArgumentSpec Connections = new("connections", 5_000, 2 * First, 15_000, "idle connections, each of its own user");

    /// <summary>How long they idle.</summary>
    public static readonly ArgumentSpec Seconds = new("idle-seconds", 20, 1, 600, "how long they idle for the processor's figure");

    private static readonly Metric[] Metrics =
    [
        new("kib_per_connection", "KiB/connection", 1),
        new("server_rss_first_mib", $"RSS MiB at {First}", 0),
        new("server_rss_mib", "RSS MiB at all", 0),
        new("server_cpu_percent", "CPU % of a core", 1),
    ];

    /// <inheritdoc/>
    public string Name => "idle";

    /// <inheritdoc/>
    public Loads Load => Loads.Idle;

    /// <inheritdoc/>
    public string Meaning => "memory of an idle authenticated connection";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [Connections, Seconds];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        var samples = new List<Sample>();
        var lost = new List<string>();
        foreach (var mode in modes)
        {
            var faults = new Faults(mode.Name);
            await using var field = await ServerField.StartAsync([mode], ServiceSettings.Unchanged, stop);
            var figures = await MeasureAsync(field.Servers[0], arguments, faults, stop);
            samples.Add(new Sample(mode.Name, 1, figures));
            lost.AddRange(faults.Lines);
        }

        return [new ShapeResult(Name, $"idle: {arguments[Connections]} connections, memory after full collections", Metrics, samples, lost)];
    }

    private static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(RunningServer server, Arguments arguments, Faults faults, CancellationToken stop)
    {
        await using var connections = new KeptConnections(server.Addresses);
        using var service = CallService.Of(server);
        var seats = Enumerable.Range(0, arguments[Connections]).Select(_ => new IdleSeat(faults)).ToArray();
        Task ConnectAsync(int from, int count) => connections.ConnectAsync(
            count, (i, address, cancelled) => service.ConnectAsync(address, $"idle{from + i:D5}", seats[from + i], faults, cancelled), stop);

        await ConnectAsync(0, First);
        var before = await server.SettledMemoryAsync(stop);
        await ConnectAsync(First, seats.Length - First);
        var after = await server.SettledMemoryAsync(stop);

        var window = Window.Open(server.Processes);
        await Task.Delay(TimeSpan.FromSeconds(arguments[Seconds]), TimeProvider.System, stop);
        var costs = window.Close();
        return new Dictionary<string, double>
        {
            ["kib_per_connection"] = (after - before) / 1024.0 / (seats.Length - First),
            ["server_rss_first_mib"] = before / (1024.0 * 1024.0),
            ["server_rss_mib"] = after / (1024.0 * 1024.0),
            ["server_cpu_percent"] = 100 * costs.ServerCpu / costs.Elapsed,
        };
    }
}
