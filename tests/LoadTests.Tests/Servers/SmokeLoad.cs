using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes;

namespace FChat.LoadTests.Servers;

/// <summary>A second of load on a real server: nothing is said of its speed.</summary>
internal static class SmokeLoad
{
    /// <summary>Runs one round of a shape and gives its results, after checking that no message went astray.</summary>
    public static async Task<IReadOnlyList<ShapeResult>> RunAsync(IShape shape, IServerMode mode, string arguments)
    {
        Assert.True(mode.Loads.HasFlag(shape.Load));
        var read = Arguments.Read(arguments.Split(' '), shape.Arguments);
        var results = await shape.RunAsync([mode], read, TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Empty(result.Faults));
        Assert.All(results, result => Assert.Equal(mode.Name, Assert.Single(result.Samples).Mode));
        return results;
    }
}
