using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes;

/// <summary>Loads the servers in turns, so that each round's figures stand side by side and the machine's drift cancels in their ratio.</summary>
public static class Turns
{
    /// <summary>All rounds of <see cref="RoundArguments"/>, every second one backwards. Samples come in the servers' order.</summary>
    public static async Task<IReadOnlyList<Sample>> TakeAsync(
        IReadOnlyList<RunningServer> servers, Arguments arguments, Func<RunningServer, Task<IReadOnlyDictionary<string, double>>> turn)
    {
        var samples = new List<Sample>();
        for (var round = 1 - arguments[RoundArguments.Warm]; round <= arguments[RoundArguments.Rounds]; round++)
        {
            foreach (var server in round % 2 == 0 ? servers : servers.Reverse())
            {
                var figures = await turn(server);
                if (round > 0)
                {
                    samples.Add(new Sample(server.Mode, round, figures));
                }
            }
        }

        var order = servers.Select(server => server.Mode).ToList();
        return [.. samples.OrderBy(sample => sample.Round).ThenBy(sample => order.IndexOf(sample.Mode))];
    }
}
