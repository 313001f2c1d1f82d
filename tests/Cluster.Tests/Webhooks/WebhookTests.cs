using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies;
using FChat.Cluster.Tests.Tracing;

namespace FChat.Cluster.Tests.Webhooks;

/// <summary>Programs outside hear of every call, in order, whatever dies; and one that does not listen harms nobody.</summary>
public sealed class WebhookTests
{
    private const int Calls = 12;
    private static readonly string[] Whole =
        ["call.started", "participant.joined", "participant.joined", "call.answered", "participant.left", "participant.left", "call.ended"];

    [Fact]
    public async Task Each_calls_events_come_signed_in_order_and_none_is_lost_though_receiver_and_silos_fail()
    {
        await using var receiver = await Receiver.Start();
        await using var cluster = await ManyProcesses.Make(2, 1, Settings(("billing", receiver)));
        await cluster.Start();
        await using var people = await Pair.Open(cluster.Addresses[0]);

        // It takes every third only; then all, after a silo was killed, and then the other one.
        var asked = 0;
        receiver.Takes = _ => Interlocked.Increment(ref asked) % 3 == 0;
        var calls = new List<string>();
        for (var i = 0; i < Calls; i++)
        {
            calls.Add(await people.Talk());
            if (i is Calls / 3 or Calls * 2 / 3)
            {
                var silo = cluster.Silos[i == Calls / 3 ? 0 : 1];
                await silo.Kill();
                await silo.Start();
            }
        }

        receiver.Takes = _ => true;
        await receiver.Until(got => calls.TrueForAll(call => got.Taken.Any(one => one.Call == call && one.Type == "call.ended")), "not all calls have ended");

        Assert.Equal(0, receiver.Forged);
        Assert.All(calls, call => Assert.Equal(Enumerable.Range(1, Whole.Length).Select(n => (long)n), receiver.Taken.Where(one => one.Call == call).Select(one => one.Seq)));
        Assert.All(calls, call => Assert.Equal(Whole, receiver.Taken.Where(one => one.Call == call).Select(one => one.Type)));
        Assert.Contains(receiver.Got, one => !one.IsTaken);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_nobody_and_hears_of_everything_when_it_wakes_and_again_when_it_is_asked_for()
    {
        await using var hanging = await Receiver.Start();
        await using var well = await Receiver.Start();
        await using var cluster = await ManyProcesses.Make(1, 1, Settings(("hanging", hanging), ("well", well)));
        await cluster.Start();
        await using var people = await Pair.Open(cluster.Addresses[0]);
        var wakes = new TaskCompletionSource();
        hanging.Answers = wakes.Task;

        var calls = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            calls.Add(await people.Talk());
        }

        await well.Until(got => got.Taken.Count(one => one.Type == "call.ended") == 3, "the one that is well waits for the one that hangs");
        Assert.Empty(hanging.Taken);

        wakes.SetResult();
        await hanging.Until(got => got.Taken.Count() == 3 * Whole.Length, "it has not caught up");
        Assert.All(calls, call => Assert.Equal(Whole, hanging.Taken.Where(one => one.Call == call).Select(one => one.Type)));

        // Once more from the second call on.
        var last = well.Got.Count;
        var from = well.Taken.Where(one => one.Call == calls[0]).Max(one => one.Position);
        await using var operatorOf = await Talker.Open(cluster.Addresses[0], "operator", role: "ops");
        await operatorOf.Do("replay_webhook", $$"""{"endpoint":"well","position":{{from}}}""");
        await well.Until(got => got.Got.Count == last + (2 * Whole.Length), "not all was sent again");
        Assert.All(well.Got.Skip(last), one => Assert.True(one.Position > from));

        // And for somebody who comes and reads.
        var read = (await operatorOf.Do("get_call_events", $$"""{"call_session_id":"{{calls[2]}}"}""")).Content.GetProperty("events").EnumerateArray();
        Assert.Equal(Whole, read.Select(one => one.GetProperty("event").GetProperty("type").GetString()));
        Assert.Equal("invalid_argument", await operatorOf.Try("replay_webhook", """{"endpoint":"nobody","position":0}"""));
    }

    private static Dictionary<string, string> Settings(params (string Name, Receiver Receiver)[] receivers)
    {
        var settings = new Dictionary<string, string>
        {
            ["Webhooks:FirstPause"] = "00:00:00.100", ["Webhooks:LongestPause"] = "00:00:01", ["Webhooks:LookEvery"] = "00:00:00.200", ["Webhooks:Timeout"] = "00:00:05",
        };
        for (var i = 0; i < receivers.Length; i++)
        {
            settings[$"Webhooks:Endpoints:{i}:Name"] = receivers[i].Name;
            settings[$"Webhooks:Endpoints:{i}:Url"] = receivers[i].Receiver.Address.ToString();
            settings[$"Webhooks:Endpoints:{i}:Secret"] = receivers[i].Receiver.Secret;
        }

        return settings;
    }
}
