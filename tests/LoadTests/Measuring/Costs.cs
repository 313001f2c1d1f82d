namespace FChat.LoadTests.Measuring;

/// <summary>What a window cost.</summary>
/// <param name="ServingCpu">Of all server processes.</param>
/// <param name="BackingCpu">Of the databases and brokers behind them.</param>
/// <param name="DriverCpu">Of this process.</param>
/// <param name="ResidentBytes">Of all server processes at the end.</param>
public sealed record Costs(TimeSpan Elapsed, TimeSpan ServingCpu, TimeSpan BackingCpu, TimeSpan DriverCpu, long ResidentBytes)
{
    /// <summary>Processor time of everything that serves: the processes that clients see and what stands behind them.</summary>
    public TimeSpan ServerCpu => ServingCpu + BackingCpu;

    /// <summary>Resident memory of the server processes in MiB. What stands behind them shares its memory among processes and is not in it.</summary>
    public double ResidentMebibytes => ResidentBytes / (1024.0 * 1024.0);

    /// <summary>What every shape says of its costs for a thousand things.</summary>
    /// <param name="decimals">Digits behind the point of the processor times.</param>
    public static IReadOnlyList<Metric> Metrics(int decimals) =>
    [
        new("server_cpu_ms_per_1000", "server CPU ms/1000", decimals),
        new("backing_cpu_ms_per_1000", "of it behind", decimals),
        new("driver_cpu_ms_per_1000", "driver CPU ms/1000", decimals),
        new("server_rss_mib", "server RSS MiB", 0),
    ];

    /// <summary>Things per second.</summary>
    public double Rate(long things) => things / Elapsed.TotalSeconds;

    /// <summary>The figures of <see cref="Metrics"/>.</summary>
    public Dictionary<string, double> Figures(long things) => new()
    {
        ["server_cpu_ms_per_1000"] = PerThousand(ServerCpu, things),
        ["backing_cpu_ms_per_1000"] = PerThousand(BackingCpu, things),
        ["driver_cpu_ms_per_1000"] = PerThousand(DriverCpu, things),
        ["server_rss_mib"] = ResidentMebibytes,
    };

    private static double PerThousand(TimeSpan time, long things) => time.TotalMilliseconds * 1000 / Math.Max(1, things);
}
