using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Documentation;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests;

/// <summary>Does what the README shows.</summary>
public sealed class ReadmeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task The_documented_cluster_runs_carries_a_call_over_the_loss_of_a_silo_and_stops()
    {
        Assert.SkipWhen(PrivateDatabase.IsGiven, PrivateDatabase.WhyNot);
        await using var cluster = await DocumentedCluster.Make();
        await cluster.RunTo("/health/ready");
        await using (var crowd = new Crowd())
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            var (alice, bob) = (await Add(crowd, "alice", cluster.At(5081)), await Add(crowd, "bob", cluster.At(5082)));
            await crowd.Connect(patience.Token);
            var call = await Call(alice, bob, patience.Token);
            await Heard(crowd.Records, bob, call, told => told.Name == "call_initiated", patience.Token);
            await Task.WhenAll(alice.LineOf(call).Join(patience.Token), bob.LineOf(call).Join(patience.Token));

            await cluster.RunTo("kill -9");
            await Reach(crowd.Records, alice, bob, call, patience.Token);
            await Reach(crowd.Records, bob, alice, call, patience.Token);
            Assert.Empty(HistoryChecker.Faults(crowd.Records.With(Truth.None)));
        }

        await cluster.RunTo("kill $gateway1");

        Assert.True(cluster.IsDone);
        Assert.All(cluster.Ports, port => Assert.Throws<SocketException>(() => new TcpClient("localhost", port)));
    }

    private static async Task<RecordingClient> Add(Crowd crowd, string user, Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var answer = await http.PostAsJsonAsync(new Uri("/dev/token", UriKind.Relative), new { user });
        var token = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("token").GetString();
        return crowd.Add(user, [gateway], token);
    }

    private static async Task<string> Call(RecordingClient caller, RecordingClient callee, CancellationToken stop)
    {
        var room = await caller.Do("create_room", new Aim(), new() { ["room_name"] = "Garden", ["members"] = new[] { callee.User } }, stop, result: "room_id");
        var call = await caller.Do("initiate_call", new Aim(Room: room.Result), new() { ["room_id"] = room.Result, ["call_type"] = "Audio" }, stop, result: "call_session_id");
        return call.Result!;
    }

    private static async Task Heard(Records records, RecordingClient client, string call, Func<Told, bool> isIt, CancellationToken stop)
    {
        while (!HasHeard(records, client, call, isIt))
        {
            Assert.False(stop.IsCancellationRequested, $"{client.User} did not hear it.");
            await Clock.Pause(Look, stop);
        }
    }

    // What was signalled in the moment in which the silo died may be gone with it, acknowledged or not: peers signal again.
    private static async Task Reach(Records records, RecordingClient from, RecordingClient to, string call, CancellationToken stop)
    {
        for (var number = 1; !HasHeard(records, to, call, told => told.From == from.User); number++)
        {
            Assert.False(stop.IsCancellationRequested, $"{to.User} heard no signal of {from.User}.");
            await from.Signal(call, to.User, $"{from.User}#{number.ToString(CultureInfo.InvariantCulture)}", stop);
            await Clock.Pause(Look, stop);
        }
    }

    private static bool HasHeard(Records records, RecordingClient client, string call, Func<Told, bool> isIt) =>
        EventsOf(records.StayOf(client.User, call).Close()).Any(isIt);

    private static IEnumerable<Told> EventsOf(Stay stay) =>
        stay.Steps.SelectMany(step => step switch { Heard heard => [heard.Event], Seated seated => seated.Replay, _ => Array.Empty<Told>() });
}
