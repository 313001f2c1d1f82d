using System.Globalization;

namespace FChat.LoadTests.Measuring;

/// <summary>A line of <c>/proc/&lt;pid&gt;/stat</c>: see proc(5).</summary>
/// <param name="Id">The process.</param>
/// <param name="Parent">Who started it.</param>
/// <param name="Ticks">Processor time of its own, user and system, all threads.</param>
/// <param name="EndedTicks">Processor time of the processes that it started and that have ended, and of theirs.</param>
public readonly record struct ProcessStat(int Id, int Parent, long Ticks, long EndedTicks)
{
    private const string Root = "/proc";

    /// <summary>Reads a running process.</summary>
    public static ProcessStat Read(int processId) => Parse(File.ReadAllText($"{Root}/{processId}/stat"));

    /// <summary>Reads all processes; what ends meanwhile is left out.</summary>
    public static IReadOnlyList<ProcessStat> ReadAll()
    {
        var found = new List<ProcessStat>();
        foreach (var directory in Directory.EnumerateDirectories(Root).Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                found.Add(Parse(File.ReadAllText($"{directory}/stat")));
            }
            catch (IOException)
            {
                // It ended; its parent has its time.
            }
        }

        return found;
    }

    /// <summary>Takes a line apart.</summary>
    public static ProcessStat Parse(string line)
    {
        // The command's name may hold blanks and brackets; the fields begin behind its last bracket with the third.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStat(
            (int)Number(line[..line.IndexOf(' ')]),
            (int)Number(fields[4 - 3]),
            Number(fields[14 - 3]) + Number(fields[15 - 3]),
            Number(fields[16 - 3]) + Number(fields[17 - 3]));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
