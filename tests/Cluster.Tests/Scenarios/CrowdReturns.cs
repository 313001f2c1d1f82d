using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Very many people lose their connections at the same moment and come back: everybody is back and served soon, and what others hear of it is gathered.</summary>
internal static class CrowdReturns
{
    private const int RoomSize = 10;
    private const int AtOnce = 64;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it.</summary>
    public static async Task Run(ITopology topology, Scale scale)
    {
        await using var crowd = new Crowd();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var rooms = await Gather(crowd, topology, scale, patience.Token);
        var told = crowd.Clients.Sum(client => client.PresenceEvents);

        var begun = Clock.Now;
        var old = crowd.Clients.ToDictionary(client => client, client => client.Connection!);
        foreach (var connection in old.Values)
        {
            connection.Dispose();
        }

        await Task.WhenAll(old.Select(client => Served(client.Key, client.Value, rooms, patience.Token)));
        var back = Clock.Now - begun;
        await AllOnline(crowd, rooms, patience.Token);
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

        // Ten in a room go and come: ungathered that would be two events for each of the other nine.
        Assert.True(told <= 2L * (RoomSize - 1) * scale.Crowd, $"{told} presence events");
    }

    private static async Task<Dictionary<RecordingClient, string>> Gather(Crowd crowd, ITopology topology, Scale scale, CancellationToken stop)
    {
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var clients = Enumerable.Range(0, scale.Crowd).Select(i => crowd.Add($"{run}-{i}", topology.Addresses)).ToList();
        await Parallel.ForEachAsync(clients, Pace(stop), async (client, cancelled) =>
        {
            client.Start();
            await client.Connected(cancelled);
        });
        var rooms = new Dictionary<RecordingClient, string>();
        foreach (var people in clients.Chunk(RoomSize))
        {
            var made = await people[0].Do(
                "create_room", new Aim(), new() { ["room_name"] = people[0].User, ["members"] = people.Skip(1).Select(one => one.User).ToArray() }, stop, result: "room_id");
            foreach (var person in people)
            {
                rooms[person] = made.Result!;
            }
        }

        await AllOnline(crowd, rooms, stop);
        return rooms;
    }

    private static async Task Served(RecordingClient client, HubConnection old, Dictionary<RecordingClient, string> rooms, CancellationToken stop)
    {
        await old.Ended;
        while (!(await client.Ask("get_room", new { room_id = rooms[client] }, stop)).IsOk)
        {
            await Clock.Pause(ReconnectPolicy.DelayFor(1, Random.Shared.NextDouble()), stop);
        }
    }

    private static Task AllOnline(Crowd crowd, Dictionary<RecordingClient, string> rooms, CancellationToken stop) =>
        Parallel.ForEachAsync(crowd.Clients.Chunk(RoomSize), Pace(stop), async (people, cancelled) =>
        {
            while (await Online(people[0], rooms[people[0]], cancelled) < people.Length)
            {
                await Clock.Pause(TimeSpan.FromMilliseconds(250), cancelled);
            }
        });

    private static async Task<int> Online(RecordingClient asker, string room, CancellationToken stop)
    {
        var reply = await asker.Ask("get_online_users", new { room_id = room, page_size = 100 }, stop);
        return reply.IsOk ? reply.Content.GetProperty("total").GetInt32() : 0;
    }

    private static ParallelOptions Pace(CancellationToken stop) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
}
