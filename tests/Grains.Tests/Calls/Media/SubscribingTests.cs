using FChat.Media;
using FChat.Time;
using static FChat.Calls.CallCluster;
using static FChat.Calls.Media.MediaCluster;

namespace FChat.Calls.Media;

/// <summary>What people receive through a media server.</summary>
public sealed class SubscribingTests(MediaCluster cluster) : IClassFixture<MediaCluster>
{
    [Fact]
    public async Task Who_wants_a_publisher_gets_an_offer_and_answers_it()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        Assert.Null((await Want(call, Bob, All(Ann))).Refusal);

        var offer = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.Offer);
        Assert.Equal(("offer of ann", Ann, StreamDirection.Subscribe), (SdpOf(offer), offer.Stream!.Publisher, offer.Stream.Direction));
        Assert.Null((await Answer(call, Bob, offer.Stream)).Refusal);
        Assert.Equal("mine", Assert.Single(cluster.RoomOf(call).Subscriptions).Answered);
    }

    [Fact]
    public async Task Saying_the_same_again_changes_nothing_and_another_layer_needs_no_offer()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        await Want(call, Bob, All(Ann));
        await Want(call, Bob, All(Ann));
        await Want(call, Bob, new StreamWish(Ann, null, VideoLayer.Off, Screen: false));
        var subscription = Assert.Single(cluster.RoomOf(call).Subscriptions);
        Assert.Equal(new SfuWish(SfuLayer.Off, Screen: false, Audio: true), subscription.Wish);
    }

    [Fact]
    public async Task Who_is_not_wanted_any_more_is_received_no_more()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        await cluster.Publish(call, Cid);
        await Want(call, Bob, All(Ann), All(Cid));
        await Want(call, Bob, All(Cid));
        Assert.Equal([("ann", true), ("cid", false)], cluster.RoomOf(call).Subscriptions.Select(s => (s.To.Publisher, s.IsDisposed)).Order());
    }

    [Fact]
    public async Task Who_publishes_nothing_an_old_feed_and_another_calls_feed_are_named_and_nothing_is_changed()
    {
        var (call, other) = (await cluster.Call(), await cluster.Call());
        await cluster.Publish(call, Ann);
        await cluster.Publish(other, Cid);
        var feed = FeedOf((await call.View(null).Soon()).Value!, Ann)!.Value;
        await Want(call, Bob, All(Ann));

        Assert.Equal([Cid], (await Want(call, Bob, All(Cid))).Refusal?.Publishers?.AsEnumerable());
        Assert.Equal([Ann], (await Want(call, Bob, All(Ann, feed - 1))).Refusal?.Publishers?.AsEnumerable());
        Assert.Equal([Cid], (await Want(call, Bob, All(Cid, FeedOf((await other.View(null).Soon()).Value!, Cid)))).Refusal?.Publishers?.AsEnumerable());
        Assert.Equal("streams", (await Want(call, Bob, All(Bob))).Refusal?.Field);
        Assert.False(Assert.Single(cluster.RoomOf(call).Subscriptions).IsDisposed);
    }

    [Fact]
    public async Task Whoever_publishes_anew_comes_with_a_new_offer_by_itself()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann, session: 1);
        await Want(call, Bob, All(Ann));
        var first = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.Offer);

        await cluster.Publish(call, Ann, session: 2);

        var second = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.Offer && signal.Stream != first.Stream);
        Assert.True(second.Stream!.Session > first.Stream!.Session);
        Assert.Equal(ErrorCode.StreamNotFound, (await Answer(call, Bob, first.Stream)).Refusal?.Code);
        Assert.Null((await Answer(call, Bob, second.Stream)).Refusal);
    }

    [Fact]
    public async Task A_restart_is_offered_in_the_same_session_and_not_for_what_is_over()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        await Want(call, Bob, All(Ann));
        var offer = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.Offer);
        var wish = new SendMediaSignal(Bob, SignalType.IceRestart, Payload(new { }), offer.Stream!);
        Assert.Null((await call.SignalMedia(wish).Soon()).Refusal);
        await cluster.Said(call, Bob, signal => signal.Stream == offer.Stream && TextOf(signal).Contains("offer again of ann", StringComparison.Ordinal));

        var room = cluster.RoomOf(call);
        room.Tell(new SubscriptionEnded(room.Subscriptions.Single(), "ICE failed"));
        Outcome<Done> refused;
        do
        {
            refused = await call.SignalMedia(wish).Soon();
        }
        while (refused.Refusal is null);

        Assert.Equal(ErrorCode.StreamNotFound, refused.Refusal.Code);
        Assert.Null((await Want(call, Bob, All(Ann))).Refusal);
        Assert.Equal(2, room.Subscriptions.Count);
    }

    [Fact]
    public async Task Candidates_of_a_subscription_go_both_ways()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        await Want(call, Bob, All(Ann));
        var offer = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.Offer);
        var subscription = cluster.RoomOf(call).Subscriptions.Single();
        cluster.RoomOf(call).Tell(new SubscriptionCandidate(subscription, new SfuCandidate("candidate:7", "0", 0)));
        var theirs = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.IceCandidate);
        Assert.Equal(offer.Stream, theirs.Stream);

        var mine = Payload(new { candidate = "candidate:8", sdpMid = "0", sdpMLineIndex = 0 });
        Assert.Null((await call.SignalMedia(new SendMediaSignal(Bob, SignalType.IceCandidate, mine, offer.Stream!)).Soon()).Refusal);
        Assert.Equal("candidate:8", Assert.Single(subscription.Candidates).Candidate);
        var other = offer.Stream! with { Session = offer.Stream.Session + 1 };
        Assert.Equal(ErrorCode.StreamNotFound, (await call.SignalMedia(new SendMediaSignal(Bob, SignalType.IceCandidate, mine, other)).Soon()).Refusal?.Code);
    }

    [Fact]
    public async Task What_a_device_received_ends_when_its_user_leaves_or_goes_on_from_another()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        await Want(call, Bob, All(Ann));
        await Want(call, Cid, All(Ann));
        await call.Execute(new LeaveCall(Cid, null)).Soon();
        Assert.Null((await call.Join(new JoinCall(Bob, null, null, SeatOf(Bob, "two") with { Device = new DeviceId("another") })).Soon()).Refusal);
        Assert.All(cluster.RoomOf(call).Subscriptions, subscription => Assert.True(subscription.IsDisposed));
    }

    [Fact]
    public async Task Of_many_publishers_those_who_talk_are_heard_and_told_at_most_twice_a_second()
    {
        var call = await cluster.Call();
        var (ann, bob, cid) = (await cluster.Publish(call, Ann), await cluster.Publish(call, Bob), await cluster.Publish(call, Cid));
        await Want(call, Bob, All(Ann), All(Cid));
        var room = cluster.RoomOf(call);
        Assert.Equal([("ann", true), ("cid", false)], room.Subscriptions.Select(s => (s.To.Publisher, s.Wish.Audio)).Order());

        room.Tell(new Talking(cid, true, -30));
        await Until(call, view => view.ActiveSpeakers?.FirstOrDefault() == Cid);
        room.Tell(new Talking(bob, true, -30));
        room.Tell(new Talking(ann, true, -30));
        room.Tell(new Talking(ann, false, -60));
        room.Tell(new Talking(cid, false, -60));
        while (!room.Subscriptions.All(s => s.To.Publisher != "cid" || s.Wish.Audio))
        {
            await Task.Yield();
        }

        Assert.Equal([Cid], (await call.View(null).Soon()).Value!.ActiveSpeakers!.Value);
        while ((await call.View(null).Soon()).Value!.ActiveSpeakers!.Value is not [var first, ..] || first != Bob)
        {
            cluster.Calls.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        var told = cluster.Calls.Links.Broadcasts.Where(e => e.Stamp!.Call == IdOf(call)).Select(e => e.Event).OfType<CallUpdated>().Where(u => u.ActiveSpeakers is not null);
        Assert.Equal(2, told.Count());
    }

    [Fact]
    public async Task Who_talks_while_muted_is_no_speaker()
    {
        var call = await cluster.Call();
        var (ann, bob) = (await cluster.Publish(call, Ann), await cluster.Publish(call, Bob));
        await call.Execute(new MuteParticipant(Ann, null, Bob)).Soon();
        cluster.RoomOf(call).Tell(new Talking(bob, true, -30));
        cluster.RoomOf(call).Tell(new Talking(ann, true, -30));
        Assert.Equal([Ann], (await Until(call, view => view.ActiveSpeakers is not null)).ActiveSpeakers!.Value);
    }

    private static Task<Outcome<Done>> Answer(ICallGrain call, UserId user, StreamRef stream) =>
        call.SignalMedia(new SendMediaSignal(user, SignalType.Answer, Payload(new { type = "answer", sdp = "mine" }), stream)).Soon();
}
