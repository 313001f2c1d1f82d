using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes;

/// <summary>Takes the servers in turns, so that each round's figures stand side by side and the machine's drift cancels in their ratio.</summary>
public static class Rounds
{
    /// <summary>One unmeasured round for the compilers and caches, then <paramref name="rounds"/> measured ones; every second one backwards. Samples come in the servers' order.</summary>
    public static async Task<IReadOnlyList<Sample>> RunAsync(
        IReadOnlyList<RunningServer> servers, int rounds, Func<RunningServer, Task<IReadOnlyDictionary<string, double>>> slot)
    {
        var samples = new List<Sample>();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var server in round % 2 == 0 ? servers : servers.Reverse())
            {
                var figures = await slot(server);
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
