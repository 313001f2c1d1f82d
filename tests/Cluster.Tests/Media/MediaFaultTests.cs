using System.Text.Json;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;
using FChat.TestServers;

namespace FChat.Cluster.Tests.Media;

/// <summary>Media servers and silos that die under a call: it is told, it goes on elsewhere, and signals between people do not notice.</summary>
public sealed class MediaFaultTests
{
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public async Task A_media_server_that_is_killed_or_hangs_is_told_in_time_and_its_call_goes_on_at_another()
    {
        await using var first = await JanusServer.Start();
        await using var second = await JanusServer.Start();
        JanusServer[] servers = [first, second];
        await using var cluster = await ManyProcesses.Make(1, 1, Settings(servers));
        await cluster.Start();
        await using var ann = await MediaPerson.Open(cluster.Addresses[0], "ann");
        await using var bob = await MediaPerson.Open(cluster.Addresses[0], "bob");
        var (room, call) = await Meet(ann, bob);
        var generation = await Placed(bob, room, olderThan: 0);
        Assert.Contains("m=audio", await ann.Publish(call), StringComparison.Ordinal);

        // Killed: told within 2 s, and at the other one within 5.
        var home = servers[HomeOf(cluster, generation)];
        var killed = Clock.Now;
        await home.Kill();
        var signalled = await Signal(ann, bob, call, "killed");
        var (lost, told) = await bob.Until(generation, available: false);
        var (moved, back) = await bob.Until(generation, available: true);
        Assert.Equal(lost, moved);
        Assert.Contains("m=audio", await ann.Publish(call), StringComparison.Ordinal);
        Report("media server killed: told", told - killed, 2, $"a signal meanwhile: {signalled.TotalMilliseconds:0} ms");
        Report("media server killed: at another", back - killed, 5, "");

        // Hung: found by its silence within 15 s.
        await home.Restart();
        var other = servers[HomeOf(cluster, moved)];
        Assert.NotSame(home, other);
        var hung = Clock.Now;
        other.Hang();
        signalled = await Signal(ann, bob, call, "hung");
        var (again, movedBack) = await bob.Until(moved, available: true);
        Assert.Contains("m=audio", await bob.Publish(call), StringComparison.Ordinal);
        Report("media server hung: at another", movedBack - hung, 15, $"a signal meanwhile: {signalled.TotalMilliseconds:0} ms");

        // The only one killed: nothing to go to, until it is there again.
        await home.Kill();
        await bob.Until(again, available: false);
        Assert.Equal("unavailable", (await ann.Ask("update_subscriptions", $$"""{"call_session_id":"{{call}}","streams":[]}""")).Code);
        signalled = await Signal(ann, bob, call, "alone");
        await home.Restart();
        var there = Clock.Now;
        var (_, served) = await bob.Until(again, available: true);
        Assert.Contains("m=audio", await ann.Publish(call), StringComparison.Ordinal);
        Report("the only media server started again: the call is there", served - there, 5, $"a signal meanwhile: {signalled.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task When_the_silo_that_drives_a_calls_media_is_killed_another_one_takes_it_over()
    {
        await using var server = await JanusServer.Start();
        await using var cluster = await ManyProcesses.Make(2, 1, Settings(server));
        await cluster.Start();
        await using var ann = await MediaPerson.Open(cluster.Addresses[0], "ann");
        await using var bob = await MediaPerson.Open(cluster.Addresses[0], "bob");
        var (room, call) = await Meet(ann, bob);
        var generation = await Placed(bob, room, olderThan: 0);
        Assert.Contains("m=audio", await ann.Publish(call), StringComparison.Ordinal);

        var home = cluster.Silos.Single(silo => cluster.LinesOf(silo).Any(line => line.Contains($"generation {generation}", StringComparison.Ordinal)));
        var killed = Clock.Now;
        await home.Kill();
        await Placed(bob, room, generation);
        var back = Clock.Now;
        await ann.Insist("resume_call", $$"""{"call_session_id":"{{call}}","epoch":1,"seq":0,"signal_seq":0,"device_id":"ann"}""");
        Assert.Contains("m=audio", await ann.Publish(call), StringComparison.Ordinal);
        Report("silo with the media server's session killed: another has it", back - killed, 15, "");
    }

    private static async Task<(string Room, string Call)> Meet(MediaPerson ann, MediaPerson bob)
    {
        var room = (await ann.Insist("create_room", """{"members":["bob"]}""")).Text("room_id")!;
        var call = (await ann.Insist("initiate_call", $$"""{"room_id":"{{room}}","call_type":"Audio"}""")).Text("call_session_id")!;
        await bob.Insist("join_call", $$"""{"call_session_id":"{{call}}","device_id":"bob"}""");
        await ann.Insist("join_call", $$"""{"call_session_id":"{{call}}","device_id":"ann"}""");
        return (room, call);
    }

    /// <summary>Looks until the call has a place at a media server, of a generation after that one.</summary>
    private static async Task<long> Placed(MediaPerson who, string room, long olderThan)
    {
        while (true)
        {
            var view = (await who.Insist("get_active_call", $$"""{"room_id":"{{room}}"}""")).Content;
            if (view.TryGetProperty("sfu", out var sfu) && sfu.GetProperty("available").GetBoolean() && sfu.GetProperty("generation").GetInt64() is var found && found > olderThan)
            {
                return found;
            }

            await Clock.Pause(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A signal from one to the other, and how long it took.</summary>
    private static async Task<TimeSpan> Signal(MediaPerson from, MediaPerson to, string call, string word)
    {
        var begun = Clock.Now;
        await from.Insist("send_webrtc_signal", $$"""{"call_session_id":"{{call}}","target_user":"bob","signal_type":"custom","signal_data":"{{word}}"}""");
        var (_, at) = await to.Heard("webrtc_signal", signal => signal.GetProperty("signal_data") is { ValueKind: JsonValueKind.String } data && data.GetString() == word);
        return at - begun;
    }

    private static int HomeOf(ManyProcesses cluster, long generation)
    {
        var placed = cluster.LinesOf(cluster.Silos[0]).Last(line => line.Contains($"generation {generation}", StringComparison.Ordinal));
        return Array.FindIndex(Names, name => placed.Contains($"the node {name},", StringComparison.Ordinal));
    }

    private static void Report(string what, TimeSpan took, double bound, string notes)
    {
        FaultReport.Write(new FaultRow(what, "media server", "1 call", took.TotalSeconds, bound, notes, []));
        Assert.True(took.TotalSeconds <= bound, $"{what}: after {took.TotalSeconds:0.0} s");
    }

    // Every call goes through a media server, and the log says which.
    private static Dictionary<string, string> Settings(params JanusServer[] servers)
    {
        var settings = new Dictionary<string, string>
        {
            ["Calls:Topology:MeshLimit"] = "0",
            ["Calls:Topology:VideoMeshLimit"] = "0",
            ["Logging:LogLevel:FChat.Calls"] = "Information",
        };
        for (var i = 0; i < servers.Length; i++)
        {
            settings[$"Media:Nodes:{i}:Name"] = Names[i];
            settings[$"Media:Nodes:{i}:Url"] = servers[i].Url.ToString();
            settings[$"Media:Nodes:{i}:ApiSecret"] = servers[i].ApiSecret;
            settings[$"Media:Nodes:{i}:AdminKey"] = servers[i].AdminKey;
        }

        return settings;
    }
}
