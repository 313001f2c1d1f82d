using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Output;
using FChat.LoadTests.Shapes;

namespace FChat.LoadTests.CommandLine;

/// <summary>Runs shapes one after another and prints what they found.</summary>
public static class ShapeRun
{
    /// <summary>Gives the exit code: 1 if there were faults.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<IShape> shapes, Arguments arguments, CancellationToken stop)
    {
        var modes = ModeTable.Read(arguments);
        InlineReceiving.TurnOn();
        var reference = arguments.Text(Arguments.Reference);
        var results = new List<ShapeResult>();
        foreach (var shape in shapes)
        {
            foreach (var result in await shape.RunAsync([.. modes.Where(mode => mode.Loads.HasFlag(shape.Load))], arguments, stop))
            {
                results.Add(result);
                Console.Out.WriteLine(ResultTable.Render(result, reference));
            }
        }

        var comparison = Comparison.Of(results, reference);
        Console.Out.Write(ComparisonTable.Render(comparison));
        if (arguments.Text(Arguments.Json) is { } file)
        {
            await JsonReport.WriteAsync(file, results, comparison, stop);
        }

        return results.Any(result => result.Faults.Count > 0) ? 1 : 0;
    }
}
