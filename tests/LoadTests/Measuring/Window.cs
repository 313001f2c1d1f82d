using System.Diagnostics;

namespace FChat.LoadTests.Measuring;

/// <summary>A stretch of measuring: wall time and processor time of the servers and of this driver since its start.</summary>
public sealed class Window
{
    private readonly MeasuredProcesses _processes;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly (TimeSpan Serving, TimeSpan Backing, TimeSpan Driver) _before;

    private Window(MeasuredProcesses processes) => (_processes, _before) = (processes, Spent(processes));

    /// <summary>Starts to measure.</summary>
    public static Window Open(MeasuredProcesses processes) => new(processes);

    /// <summary>Ends measuring and gives the costs.</summary>
    public Costs Close()
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        var now = Spent(_processes);
        return new Costs(
            elapsed, now.Serving - _before.Serving, now.Backing - _before.Backing, now.Driver - _before.Driver, ProcessFigures.ResidentBytes(_processes.Serving));
    }

    private static (TimeSpan Serving, TimeSpan Backing, TimeSpan Driver) Spent(MeasuredProcesses processes) =>
        (ProcessFigures.CpuTime(processes.Serving), ProcessFigures.TreeCpuTime(processes.Backing), ProcessFigures.CpuTime([Environment.ProcessId]));
}
