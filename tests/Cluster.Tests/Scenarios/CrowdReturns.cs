using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Very many people lose their connections at the same moment and come back: everybody is back and served soon, and what others hear of it is gathered.</summary>
internal static class CrowdReturns
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it.</summary>
    public static async Task Run(ITopology topology, Scale scale)
    {
        await using var crowd = new Crowd();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var gathered = await Neighbourhood.Gather(crowd, topology.Addresses, scale.Crowd, patience.Token);
        var told = crowd.Clients.Sum(client => client.PresenceEvents);

        var begun = Clock.Now;
        var old = crowd.Clients.ToDictionary(client => client, client => client.Connection!);
        foreach (var connection in old.Values)
        {
            connection.Dispose();
        }

        await Task.WhenAll(old.Select(client => Served(client.Key, client.Value, gathered, patience.Token)));
        var back = Clock.Now - begun;
        await gathered.AllOnline(patience.Token);
        var online = Clock.Now - begun;
        told = crowd.Clients.Sum(client => client.PresenceEvents) - told;

        List<string> lost = [.. HistoryChecker.Faults(crowd.Records.With(Truth.None)).Select(fault => fault.ToString())];
        FaultReport.Write(new FaultRow(
            "everybody comes back at once",
            topology.Name,
            $"{scale.Crowd} clients",
            back.TotalSeconds,
            Bound.TotalSeconds,
            string.Create(CultureInfo.InvariantCulture, $"all shown online after {online.TotalSeconds:0.0} s; {(double)told / scale.Crowd:0.0} presence events for each"),
            lost));
        Assert.Empty(lost);
        Assert.True(back <= Bound, $"Back after {back}.");
        Assert.True(online <= Bound, $"Online after {online}.");

        // Nine others go and come: ungathered that would be two events for each of them.
        Assert.True(told <= 2L * (Neighbourhood.RoomSize - 1) * scale.Crowd, $"{told} presence events");
    }

    private static async Task Served(RecordingClient client, HubConnection old, Neighbourhood gathered, CancellationToken stop)
    {
        await old.Ended;
        while (!(await client.Ask("get_room", new { room_id = gathered.RoomOf(client) }, stop)).IsOk)
        {
            await Clock.Pause(ReconnectPolicy.DelayFor(1, Random.Shared.NextDouble()), stop);
        }
    }
}
