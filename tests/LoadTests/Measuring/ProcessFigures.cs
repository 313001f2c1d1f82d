using System.Globalization;

namespace FChat.LoadTests.Measuring;

/// <summary>What the kernel counts for a process: see proc(5).</summary>
public static class ProcessFigures
{
    // USER_HZ: 100 on every Linux architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of the processes since they started, user and system, all threads; to 10 ms each.</summary>
    public static TimeSpan CpuTime(IEnumerable<int> processIds) => Time(processIds.Sum(id => ProcessStat.Read(id).Ticks));

    /// <summary>The same with everything that the processes started, ended ones too: for a server that makes a process for each connection.</summary>
    public static TimeSpan TreeCpuTime(IReadOnlyList<int> roots) =>
        roots.Count == 0 ? TimeSpan.Zero : Time(Tree(ProcessStat.ReadAll(), roots).Sum(process => process.Ticks + process.EndedTicks));

    /// <summary>Resident memory of the processes in bytes.</summary>
    public static long ResidentBytes(IEnumerable<int> processIds) => processIds.Sum(ResidentBytes);

    /// <summary>The roots and all that they started, directly or not.</summary>
    public static IEnumerable<ProcessStat> Tree(IReadOnlyList<ProcessStat> all, IReadOnlyList<int> roots)
    {
        var children = all.ToLookup(process => process.Parent);
        var found = new Stack<ProcessStat>(all.Where(process => roots.Contains(process.Id)));
        while (found.TryPop(out var process))
        {
            yield return process;
            foreach (var child in children[process.Id])
            {
                found.Push(child);
            }
        }
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);

    private static long ResidentBytes(int processId)
    {
        var pages = File.ReadAllText($"/proc/{processId}/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
