using FChat.LoadTests.Clients;
using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Idle;

/// <summary>Authenticated connections that do nothing, and what each costs in memory: the slope between some and many.</summary>
public sealed class IdleShape : IShape
{
    // What the first connections cost is code, pools and grains that all share.
    private const int First = 200;
    private static readonly ArgumentSpec Connections = new("connections", 5_000, 2 * First, 15_000, "idle connections, each of its own user");
    private static readonly ArgumentSpec Seconds = new("idle-seconds", 20, 1, 600, "how long they idle for the processor's figure");
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
        await using var population = new Population(server.Addresses);
        var people = Enumerable.Range(0, arguments[Connections]).Select(i => (User: $"idle{i:D5}", Listener: new QuietListener())).ToArray();
        await ConnectAsync(population, people[..First], stop);
        var before = await SettledMemory.MeasureAsync(server.Processes.Serving, stop);
        await ConnectAsync(population, people[First..], stop);
        var after = await SettledMemory.MeasureAsync(server.Processes.Serving, stop);

        var window = Window.Open(server.Processes);
        await Task.Delay(TimeSpan.FromSeconds(arguments[Seconds]), TimeProvider.System, stop);
        var costs = window.Close();
        foreach (var lost in people.Where(one => one.Listener.Lost is not null))
        {
            faults.Report("connection lost", $"{lost.User}: {lost.Listener.Lost}");
        }

        return new Dictionary<string, double>
        {
            ["kib_per_connection"] = (after - before) / 1024.0 / (people.Length - First),
            ["server_rss_first_mib"] = before / (1024.0 * 1024.0),
            ["server_rss_mib"] = after / (1024.0 * 1024.0),
            ["server_cpu_percent"] = 100 * costs.ServerCpu / costs.Elapsed,
        };
    }

    private static Task<HubClient[]> ConnectAsync(Population population, IEnumerable<(string User, QuietListener Listener)> people, CancellationToken stop) =>
        population.ConnectAsync([.. people.Select(one => (one.User, (IHubListener)one.Listener))], stop);
}
