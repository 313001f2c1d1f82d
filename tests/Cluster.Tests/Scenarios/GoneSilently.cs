using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Somebody's device goes without a word: the socket stays open, and nothing comes from it any more. The others see it leave within a minute, and a call of two ends.</summary>
internal static class GoneSilently
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs it.</summary>
    public static async Task Run(ITopology topology)
    {
        await using var crowd = new Crowd();
        using var patience = new CancellationTokenSource(Bound * 2, TimeProvider.System);
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var (stays, goes) = (crowd.Add($"{run}-stays", topology.Addresses), crowd.Add($"{run}-goes", topology.Addresses));
        await crowd.Connect(patience.Token);
        var made = await stays.Do("create_room", new Aim(), new() { ["room_type"] = "Direct", ["members"] = new[] { goes.User } }, patience.Token, result: "room_id");
        var begun = await stays.Do("initiate_call", new Aim(Room: made.Result), new() { ["room_id"] = made.Result, ["call_type"] = "Audio" }, patience.Token, result: "call_session_id");
        var call = begun.Result!;
        await Task.WhenAll(stays.LineOf(call).Join(patience.Token), goes.LineOf(call).Join(patience.Token));
        await goes.Signal(call, stays.User, "last", patience.Token);

        crowd.Records.FallSilent(goes.User, call);
        var since = Clock.Now;
        goes.IsSilent = true;
        while (stays.LineOf(call).Seat is not Seat.Gone)
        {
            await stays.Look(made.Result!, patience.Token);
            await Clock.Pause(Look, patience.Token);
        }

        var took = Clock.Now - since;
        List<string> lost = [.. HistoryChecker.Faults(crowd.Records.With(Truth.None)).Select(fault => fault.ToString())];
        FaultReport.Write(new FaultRow("client gone without a word", topology.Name, "a call of two", took.TotalSeconds, Bound.TotalSeconds, "the call of two ended", lost));
        Assert.Empty(lost);
        Assert.True(took <= Bound, $"Ended after {took}.");
    }
}
