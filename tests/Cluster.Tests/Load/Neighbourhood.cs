using System.Globalization;
using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>Very many users, ten to a room, so that each one's presence is the business of nine others.</summary>
internal sealed class Neighbourhood
{
    /// <summary>People who share a room.</summary>
    public const int RoomSize = 10;

    private const int AtOnce = 64;
    private readonly Crowd _crowd;
    private readonly Dictionary<RecordingClient, string> _rooms = [];

    private Neighbourhood(Crowd crowd) => _crowd = crowd;

    /// <summary>Everybody.</summary>
    public IReadOnlyList<RecordingClient> People => _crowd.Clients;

    /// <summary>Connects them, makes their rooms, and waits until each is seen online by the others.</summary>
    public static async Task<Neighbourhood> Gather(Crowd crowd, IReadOnlyList<Uri> gateways, int people, CancellationToken stop)
    {
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var gathered = new Neighbourhood(crowd);
        var clients = Enumerable.Range(0, people).Select(i => crowd.Add($"{run}-{i}", gateways)).ToList();
        await Parallel.ForEachAsync(clients, Pace(stop), async (client, cancelled) =>
        {
            client.Start();
            await client.Connected(cancelled);
        });
        foreach (var neighbours in clients.Chunk(RoomSize))
        {
            await gathered.MakeRoom(neighbours, stop);
        }

        await gathered.AllOnline(stop);
        return gathered;
    }

    /// <summary>A user's room.</summary>
    public string RoomOf(RecordingClient client) => _rooms[client];

    /// <summary>Waits until everybody is seen online.</summary>
    public Task AllOnline(CancellationToken stop) => Parallel.ForEachAsync(People.Chunk(RoomSize), Pace(stop), async (neighbours, cancelled) =>
    {
        while (await Online(neighbours[0], cancelled) < neighbours.Length)
        {
            await Clock.Pause(TimeSpan.FromMilliseconds(250), cancelled);
        }
    });

    private async Task MakeRoom(RecordingClient[] neighbours, CancellationToken stop)
    {
        var made = await neighbours[0].Do(
            "create_room",
            new Aim(),
            new() { ["room_name"] = neighbours[0].User, ["members"] = neighbours.Skip(1).Select(one => one.User).ToArray() },
            stop,
            result: "room_id");
        foreach (var neighbour in neighbours)
        {
            _rooms[neighbour] = made.Result ?? throw new InvalidOperationException($"No room: {made}");
        }
    }

    private async Task<int> Online(RecordingClient asker, CancellationToken stop)
    {
        var reply = await asker.Ask("get_online_users", new { room_id = _rooms[asker], page_size = 100 }, stop);
        return reply.IsOk ? reply.Content.GetProperty("total").GetInt32() : 0;
    }

    private static ParallelOptions Pace(CancellationToken stop) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
}
