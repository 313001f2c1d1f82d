using System.Diagnostics;

namespace FChat.LoadTests.Measuring;

/// <summary>A stretch of measuring: wall time and processor time of the servers and of this driver since its start.</summary>
public sealed class Window
{
    private readonly IReadOnlyList<int> _servers;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _serverStart;
    private readonly TimeSpan _driverStart;

    private Window(IReadOnlyList<int> servers)
    {
        _servers = servers;
        _serverStart = ProcessFigures.CpuTime(servers);
        _driverStart = DriverTime();
    }

    /// <summary>Starts to measure.</summary>
    public static Window Open(IReadOnlyList<int> servers) => new(servers);

    /// <summary>Ends measuring and gives the costs.</summary>
    public Costs Close() =>
        new(Stopwatch.GetElapsedTime(_start), ProcessFigures.CpuTime(_servers) - _serverStart, DriverTime() - _driverStart, ProcessFigures.ResidentBytes(_servers));

    private static TimeSpan DriverTime() => ProcessFigures.CpuTime([Environment.ProcessId]);
}

/// <summary>What a window cost.</summary>
/// <param name="ServerCpu">Of all server processes.</param>
/// <param name="DriverCpu">Of this process.</param>
/// <param name="ResidentBytes">Of all server processes at the end.</param>
public sealed record Costs(TimeSpan Elapsed, TimeSpan ServerCpu, TimeSpan DriverCpu, long ResidentBytes)
{
    /// <summary>Things per second.</summary>
    public double Rate(long things) => things / Elapsed.TotalSeconds;

    /// <summary>Milliseconds of processor time of the servers for a thousand things.</summary>
    public double ServerPerThousand(long things) => ServerCpu.TotalMilliseconds * 1000 / Math.Max(1, things);

    /// <summary>Milliseconds of processor time of this driver for a thousand things.</summary>
    public double DriverPerThousand(long things) => DriverCpu.TotalMilliseconds * 1000 / Math.Max(1, things);

    /// <summary>Resident memory of the servers in MiB.</summary>
    public double ResidentMebibytes => ResidentBytes / (1024.0 * 1024.0);
}
