using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Two people on different gateways call in the same room at the same instant, many times: one call each time, and the other one is told of it.</summary>
internal static class Collisions
{
    private const int Pairs = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it.</summary>
    public static async Task Run(ITopology topology, Scale scale)
    {
        await using var crowd = new Crowd();
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var pairs = Enumerable.Range(0, Pairs)
            .Select(i => (One: crowd.Add($"{run}-{i}-one", topology.Addresses), Other: crowd.Add($"{run}-{i}-other", topology.Addresses)))
            .ToList();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await crowd.Connect(patience.Token);

        var begun = Clock.Now;
        var played = await Task.WhenAll(pairs.Select(pair => Play(pair.One, pair.Other, scale.Collisions / Pairs, patience.Token)));
        var took = Clock.Now - begun;
        using var reader = new TruthReader(topology.Addresses[0]);
        var history = crowd.Records.With(await reader.ReadAtRest([.. played.Select(pair => (pair.Room, pair.Member))], patience.Token));

        List<string> lost = [.. played.SelectMany(pair => pair.Wrong), .. HistoryChecker.Faults(history).Select(fault => fault.ToString())];
        FaultReport.Write(new FaultRow(
            "two call at the same instant",
            topology.Name,
            $"{scale.Collisions} times",
            took.TotalSeconds,
            Patience.TotalSeconds,
            $"{history.Truth.Calls.Count} calls; both were in time {played.Sum(pair => pair.Refused)} times",
            lost));
        Assert.True(lost.Count == 0, string.Join('\n', lost.Take(20)) + $"\n{topology.Log}");
        Assert.Equal(scale.Collisions, history.Truth.Calls.Count);
    }

    private static async Task<(string Room, string Member, int Refused, List<string> Wrong)> Play(RecordingClient one, RecordingClient other, int times, CancellationToken stop)
    {
        var made = await one.Do("create_room", new Aim(), new() { ["room_type"] = "Direct", ["members"] = new[] { other.User } }, stop, result: "room_id");
        var (room, refused, wrong) = (made.Result!, 0, new List<string>());
        for (var i = 0; i < times; i++)
        {
            var acts = await Task.WhenAll(Call(one, room, stop), Call(other, room, stop));
            var calls = acts.Select(act => act.Result).Distinct().ToList();
            refused += acts.Count(act => act.Code == "call_already_active");
            if (calls.Count != 1 || acts.Count(act => act.Verdict == Verdict.Acknowledged) != 1)
            {
                wrong.Add($"{acts[0]} -> {acts[0].Result}, and {acts[1]} -> {acts[1].Result}");
                break;
            }

            await Task.WhenAll(one.LineOf(calls[0]!).Join(stop), other.LineOf(calls[0]!).Join(stop));
            await Task.WhenAll(one.Leave(calls[0]!, stop), other.Leave(calls[0]!, stop));
        }

        return (room, one.User, refused, wrong);
    }

    private static Task<Act> Call(RecordingClient caller, string room, CancellationToken stop) =>
        caller.Do("initiate_call", new Aim(Room: room), new() { ["room_id"] = room, ["call_type"] = "Video" }, stop, result: "call_session_id");
}
