using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateways;

namespace FChat.Gateway.Tests;

/// <summary>What a device gets of a call, from when, in which order, and until when.</summary>
public sealed class SeatingTests : IAsyncLifetime
{
    private static readonly string Join = $$"""{"call_session_id":"{{Samples.Call}}"}""";
    private static readonly string Resume = $$"""{"call_session_id":"{{Samples.Call}}","epoch":3,"seq":12,"signal_seq":2}""";
    private TestGateway gateway = null!;
    private Link link = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await TestGateway.Start(UnlimitedGateway.NoLimits);
        link = new Link(gateway.Ear);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory, InlineData("join_call"), InlineData("resume_call")]
    public async Task Nothing_that_follows_the_answer_comes_before_it_and_nothing_that_it_holds_comes_after(string operation)
    {
        await using var hub = await gateway.Connect("alice");
        var connection = await EventTests.IdOf(gateway, "alice");
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource<Outcome<JoinAnswer>>());
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Wait(asked, answered.Task));
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Resume), _ => Wait(asked, Resumed(answered.Task)));

        var id = await hub.Start(operation, operation == "join_call" ? Join : Resume);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await link.Deliver(Link.Broadcast(16), Link.Broadcast(17), Link.SignalTo(connection, 5), Link.Broadcast(18), Link.SignalTo(connection, 6));
        await link.Deliver(Link.ToUser("alice", new PresenceChanged([])));
        Assert.Equal("presence_changed", (await hub.Next()).Target);
        answered.SetResult(new JoinAnswer(Samples.View, Samples.State));

        Assert.Equal(id, (await hub.Next()).InvocationId);
        Assert.Equal((18L, null), NumbersOf(await hub.Next()));
        Assert.Equal((null, 6L), NumbersOf(await hub.Next()));
    }

    [Fact]
    public async Task A_signal_never_comes_before_what_its_call_was_told_earlier()
    {
        await using var hub = await gateway.Connect("alice");
        var connection = await EventTests.IdOf(gateway, "alice");
        await hub.Invoke("join_call", Join);

        for (var n = 1; n <= 200; n++)
        {
            await link.Deliver(Link.Broadcast(Samples.State.Seq + n), Link.SignalTo(connection, Samples.State.SignalSeq + n));
            Assert.Equal((Samples.State.Seq + n, null), NumbersOf(await hub.Next()));
            Assert.Equal((null, Samples.State.SignalSeq + n), NumbersOf(await hub.Next()));
        }
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task Under_a_storm_of_events_every_join_is_answered_before_what_follows_it(HubEncoding encoding)
    {
        await using var hub = await gateway.Connect("alice", encoding);
        await using var storm = new Storm(link);
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => (Outcome<JoinAnswer>)new JoinAnswer(Samples.View, Samples.State with { Seq = storm.Last }));

        for (var round = 0; round < 50; round++)
        {
            var id = await hub.Start("join_call", Join);
            var highest = 0L;
            var frame = await hub.Next();
            for (; frame.InvocationId != id; frame = await hub.Next())
            {
                highest = storm.Seen(NumbersOf(frame).Seq!.Value);
            }

            var state = (long)JsonNode.Parse(frame.Json)!["data"]!["seq_state"]!["seq"]!;
            Assert.InRange(highest, 0, state);
            storm.Seen(state);
            var next = storm.Seen(NumbersOf(await hub.Next()).Seq!.Value);
            while (next <= state)
            {
                next = storm.Seen(NumbersOf(await hub.Next()).Seq!.Value);
            }

            Assert.Equal(state + 1, next);
        }
    }

    [Fact]
    public async Task A_refused_join_seats_nobody()
    {
        await using var hub = await gateway.Connect("alice");
        gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Join), Refusal.CallNotFound);

        await hub.Invoke("join_call", Join);
        await link.Deliver(Link.Broadcast(18), Link.ToUser("alice", new PresenceChanged([])));

        Assert.Equal("presence_changed", (await hub.Next()).Target);
        Assert.Empty(Roster.Calls);
    }

    [Fact]
    public async Task A_refused_repetition_leaves_the_device_in_the_call()
    {
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => new TimeoutException());

        Assert.Equal("unavailable", (await hub.Invoke("join_call", Join)).Code);
        await link.Deliver(Link.Broadcast(18));

        Assert.Equal((18L, null), NumbersOf(await hub.Next()));
    }

    [Fact]
    public async Task A_batch_that_is_repeated_and_a_broadcast_that_is_known_are_told_once()
    {
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        await link.DeliverAs(1, false, Link.Broadcast(18));
        await link.DeliverAs(1, false, Link.Broadcast(18));
        await link.DeliverAs(2, false, Link.Broadcast(18), Link.Broadcast(19));

        Assert.Equal((18L, null), NumbersOf(await hub.Next()));
        Assert.Equal((19L, null), NumbersOf(await hub.Next()));
    }

    [Fact]
    public async Task Events_of_an_older_epoch_are_dropped_and_those_of_a_newer_one_are_told()
    {
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        await link.Deliver(Link.Broadcast(99, epoch: 2), Link.Broadcast(1, epoch: 4), Link.Broadcast(18, epoch: 3));
        await link.Deliver(Link.Broadcast(2, epoch: 4));

        Assert.Equal((1L, null), NumbersOf(await hub.Next()));
        Assert.Equal((2L, null), NumbersOf(await hub.Next()));
    }

    [Fact]
    public async Task A_device_that_left_gets_no_more_and_one_that_came_back_keeps_its_seat_against_its_old_departure()
    {
        await using var leaver = await gateway.Connect("alice");
        await using var rejoiner = await gateway.Connect("bob");
        await leaver.Invoke("join_call", Join);
        await rejoiner.Invoke("join_call", Join);
        var (gone, back) = (await EventTests.IdOf(gateway, "alice"), await EventTests.IdOf(gateway, "bob"));

        await link.Deliver(
            Link.Broadcast(17) with { Unseat = [back] },
            Link.Broadcast(18, new CallParticipantLeft([new(Samples.Alice, LeaveReason.Left)])) with { Unseat = [gone] },
            Link.ToUser("alice", new PresenceChanged([])));

        Assert.Equal("presence_changed", (await leaver.Next()).Target);
        Assert.Equal((18L, null), NumbersOf(await rejoiner.Next()));
    }

    [Fact]
    public async Task A_call_that_closes_is_told_and_forgotten()
    {
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        await link.Deliver(Link.Broadcast(18, new CallEnded(EndReason.Completed, null, 5, CallStatus.Ended)) with { ClosesCall = true });

        Assert.Equal("call_ended", (await hub.Next()).Target);
        await Eventually.So(() => !Roster.Calls.Any());
    }

    [Fact]
    public async Task When_events_were_lost_connections_in_calls_are_cut_off_and_others_stay()
    {
        await using var inCall = await gateway.Connect("alice");
        await using var outside = await gateway.Connect("bob");
        await inCall.Invoke("join_call", Join);

        await link.DeliverAs(7, true, Link.Broadcast(30));

        await inCall.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Null((await outside.Invoke("get_rooms")).Error);
    }

    [Fact]
    public async Task A_gap_in_a_links_numbers_counts_as_lost()
    {
        await using var inCall = await gateway.Connect("alice");
        await inCall.Invoke("join_call", Join);

        await link.DeliverAs(7, false, Link.Broadcast(18));
        await link.DeliverAs(9, false, Link.Broadcast(20));

        await inCall.Ended.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task What_a_call_tells_its_people_while_it_refuses_somebody_reaches_nobody_but_them(HubEncoding encoding)
    {
        await using var hub = await gateway.Connect("alice", encoding);
        var (asked, refused) = (new TaskCompletionSource(), new TaskCompletionSource<Outcome<JoinAnswer>>());
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Wait(asked, refused.Task));

        var id = await hub.Start("join_call", Join);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var end = new CallEnded(EndReason.Completed, null, 5, CallStatus.Ended);
        await link.Deliver(
            Link.Broadcast(18, new CallRejected(Samples.Bob, RejectReason.Busy)),
            Link.Broadcast(19, end) with { ClosesCall = true },
            Link.ToUser("alice", end, new CallStamp(Samples.Call, 3, 19)));
        var copy = await hub.Next();
        refused.SetResult(Refusal.Ended(EndReason.Completed));
        var answer = await hub.Next();
        await link.Deliver(Link.ToUser("alice", new PresenceChanged([])));

        Assert.Equal(("call_ended", id), (copy.Target, answer.InvocationId));
        Assert.Equal("presence_changed", (await hub.Next()).Target);
        Assert.Empty(Roster.Calls);
    }

    private Delivery.LocalRoster Roster => (Delivery.LocalRoster)gateway.Services.GetService(typeof(Delivery.LocalRoster))!;

    private static async Task<Outcome<T>> Wait<T>(TaskCompletionSource asked, Task<Outcome<T>> answer)
    {
        asked.SetResult();
        return await answer;
    }

    private static async Task<Outcome<ResumeAnswer>> Resumed(Task<Outcome<JoinAnswer>> answer)
    {
        await answer;
        return Samples.Replay;
    }

    private static (long? Seq, long? SignalSeq) NumbersOf(HubFrame frame)
    {
        var json = JsonNode.Parse(frame.Json)!;
        return ((long?)json["seq"], (long?)json["signal_seq"]);
    }
}
