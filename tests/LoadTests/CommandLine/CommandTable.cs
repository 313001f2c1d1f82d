using FChat.LoadTests.Servers;
using FChat.LoadTests.Servers.Hubs;
using FChat.LoadTests.Servers.Seed;
using FChat.LoadTests.Shapes;
using FChat.LoadTests.Shapes.Fanout;
using FChat.LoadTests.Shapes.Grids;
using FChat.LoadTests.Shapes.Idle;
using FChat.LoadTests.Shapes.Joining;
using FChat.LoadTests.Shapes.Lifecycles;
using FChat.LoadTests.Shapes.Signals;
using FChat.LoadTests.Shapes.Startup;

namespace FChat.LoadTests.CommandLine;

/// <summary>Everything that can be asked of this program.</summary>
public static class CommandTable
{
    private static readonly ArgumentSpec Port = new("port", 5080, 1, 65_535, "port on the loopback");

    /// <summary>The kinds of load.</summary>
    public static readonly IReadOnlyList<IShape> Shapes = [new SignalsShape(), new FanoutShape(), new JoinShape(), new LifecyclesShape(), new GridShape(), new IdleShape(), new StartupShape()];

    /// <summary>Does what the words say and gives the exit code: 0, or 1 if a message was lost, doubled, misdelivered, altered, refused or out of order, 2 if the words make no sense, or 3 if a server could not be measured.</summary>
    public static async Task<int> RunAsync(string[] words, CancellationToken stop)
    {
        try
        {
            return words switch
            {
                [BareHubMode.Command, .. var rest] => await ServeAsync(Arguments.Read(rest, [Port])),
                [SeedMode.Command, .. var rest] => await ServeSeedAsync(Arguments.Read(rest, [Port])),
                ["all", .. var rest] => await ShapeRun.RunAsync(Shapes, Arguments.Read(rest, [.. Shapes.SelectMany(shape => shape.Arguments)]), stop),
                [var name, .. var rest] when Shapes.FirstOrDefault(shape => shape.Name == name) is { } shape =>
                    await ShapeRun.RunAsync([shape], Arguments.Read(rest, shape.Arguments), stop),
                _ => throw new ArgumentException(Usage.Text(Shapes)),
            };
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 3;
        }
    }

    private static async Task<int> ServeSeedAsync(Arguments arguments)
    {
        await SeedServer.RunAsync(arguments[Port]);
        return 0;
    }

    private static async Task<int> ServeAsync(Arguments arguments)
    {
        await HubHost.RunAsync<RelayHub>(arguments[Port], RedisBackplane.AddIfNamed);
        return 0;
    }
}
