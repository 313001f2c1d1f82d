using System.Globalization;

namespace FChat.LoadTests.Measuring;

/// <summary>What the kernel counts for a process: see proc(5).</summary>
public static class ProcessFigures
{
    // USER_HZ: 100 on every Linux architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of the processes since they started, user and system, all threads; to 10 ms each.</summary>
    public static TimeSpan CpuTime(IEnumerable<int> processIds) =>
        TimeSpan.FromSeconds(processIds.Sum(CpuTicks) / TicksPerSecond);

    /// <summary>Resident memory of the processes in bytes.</summary>
    public static long ResidentBytes(IEnumerable<int> processIds) => processIds.Sum(ResidentBytes);

    private static long CpuTicks(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        // The command's name may hold blanks and brackets; the fields begin behind its last bracket with the third.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Number(fields[14 - 3]) + Number(fields[15 - 3]);
    }

    private static long ResidentBytes(int processId)
    {
        var pages = File.ReadAllText($"/proc/{processId}/statm").Split(' ')[1];
        return Number(pages) * Environment.SystemPageSize;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
