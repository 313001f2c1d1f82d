using System.Globalization;
using System.Text.Json;
using FChat.Cluster.Tests.Load;

namespace FChat.Cluster.Tests.Reports;

/// <summary>One row of the table of recovery times.</summary>
/// <param name="Scenario">What happened.</param>
/// <param name="Topology">To what.</param>
/// <param name="Load">Under what load.</param>
/// <param name="Whole">Seconds until whole, or what the scenario measures instead.</param>
/// <param name="Bound">What was promised, in seconds.</param>
/// <param name="Notes">What else was seen.</param>
/// <param name="Lost">Broken promises.</param>
internal sealed record FaultRow(string Scenario, string Topology, string Load, double Whole, double Bound, string Notes, IReadOnlyList<string> Lost);

/// <summary>Keeps what scenarios measured: as test output, and as a table beside the reports of the run.</summary>
internal static class FaultReport
{
    /// <summary>The environment variable with the directory of the run's reports.</summary>
    public const string Variable = "FCHAT_TEST_REPORTS";

    private const string Head = "| scenario | topology | load | whole after | promised | noticed | lost |\n|---|---|---|---|---|---|---|\n";

    private static string Directory => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : AppContext.BaseDirectory;

    /// <summary>Writes a row down.</summary>
    public static void Write(FaultRow row)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Line(row));
        System.IO.Directory.CreateDirectory(Directory);
        var table = Path.Combine(Directory, "cluster-faults.md");
        File.AppendAllText(table, (File.Exists(table) ? "" : Head) + Line(row) + "\n");
        File.AppendAllText(Path.Combine(Directory, "cluster-faults.jsonl"), JsonSerializer.Serialize(row) + "\n");
    }

    /// <summary>How a run's load is told.</summary>
    public static string Describe(Scale scale) => $"{scale.Calls} calls, {scale.Calls * scale.PeopleInCall} clients";

    private static string Line(FaultRow row)
    {
        var lost = row.Lost.Count == 0 ? "nothing" : $"{row.Lost.Count}: {string.Join("; ", row.Lost.Take(3))}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Scenario} | {row.Topology} | {row.Load} | {row.Whole:0.0} s | {row.Bound:0} s | {row.Notes} | {lost} |");
    }
}
