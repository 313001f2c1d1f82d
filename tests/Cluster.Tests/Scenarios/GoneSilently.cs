using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>
/// Two people's devices go without a word: the sockets stay open, and nothing comes from them any more; one had told before that it lives, the other had no time to.
/// Whoever is left in the call sees them leave within a minute, and the call of two ends.
/// </summary>
internal static class GoneSilently
{
    private static readonly string[] Habits = ["pinged", "never-pinged"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Settings with which a connection is given up, and then its seat, five times as fast as by default.</summary>
    public static readonly (string Key, string Value)[] Hurry = [("Hub:KeepAlive", "00:00:02"), ("Hub:ClientTimeout", "00:00:05"), ("Calls:ReconnectGrace", "00:00:06")];

    /// <summary>Runs it.</summary>
    /// <param name="topology">On what.</param>
    /// <param name="bound">How long they may be seen: a minute, or a fifth of it in a hurry.</param>
    public static async Task Run(ITopology topology, TimeSpan bound)
    {
        var longest = bound * 1.25;
        await using var crowd = new Crowd();
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var pairs = Habits
            .Select(name => (Stays: crowd.Add($"{run}-{name}-stays", topology.Addresses), Goes: crowd.Add($"{run}-{name}", topology.Addresses)))
            .ToList();
        using var patience = new CancellationTokenSource(longest * 2, TimeProvider.System);
        await crowd.Connect(patience.Token);
        pairs[0].Goes.Ping();

        var ends = await Task.WhenAll(pairs.Select(pair => End(pair.Stays, pair.Goes, crowd.Records, longest, patience.Token)));
        List<string> lost =
        [
            .. pairs.Zip(ends).Where(pair => pair.Second is null).Select(pair => $"{pair.First.Goes.User} is still in after {longest}"),
            .. HistoryChecker.Faults(crowd.Records.With(Truth.None)).Select(fault => fault.ToString()),
        ];
        var took = ends.Max() ?? longest;
        FaultReport.Write(new FaultRow("client gone without a word", topology.Name, "two calls of two", took.TotalSeconds, bound.TotalSeconds, "their calls ended", lost));
        Assert.True(lost.Count == 0, string.Join('\n', lost));
        Assert.True(took <= bound, $"Ended after {took}.");
    }

    private static async Task<TimeSpan?> End(RecordingClient stays, RecordingClient goes, Records records, TimeSpan longest, CancellationToken stop)
    {
        var made = await stays.Do("create_room", new Aim(), new() { ["room_type"] = "Direct", ["members"] = new[] { goes.User } }, stop, result: "room_id");
        var begun = await stays.Do("initiate_call", new Aim(Room: made.Result), new() { ["room_id"] = made.Result, ["call_type"] = "Audio" }, stop, result: "call_session_id");
        var call = begun.Result!;
        await Task.WhenAll(stays.LineOf(call).Join(stop), goes.LineOf(call).Join(stop));
        await goes.Signal(call, stays.User, $"{goes.User}#last", stop);

        records.FallSilent(goes.User, call);
        var since = Clock.Now;
        goes.FallSilent();
        while (stays.LineOf(call).Seat is not Seat.Gone)
        {
            await stays.Look(made.Result!, stop);
            await Clock.Pause(Look, stop);
            if (Clock.Now - since > longest)
            {
                return null;
            }
        }

        return Clock.Now - since;
    }
}
