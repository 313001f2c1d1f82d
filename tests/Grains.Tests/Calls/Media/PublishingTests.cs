using FChat.Gateways;
using FChat.Media;
using FChat.Time;
using static FChat.Calls.CallCluster;
using static FChat.Calls.Media.MediaCluster;

namespace FChat.Calls.Media;

/// <summary>What people send through a media server.</summary>
public sealed class PublishingTests(MediaCluster cluster) : IClassFixture<MediaCluster>
{
    [Fact]
    public async Task A_call_that_outgrows_a_mesh_is_given_a_room_and_everybody_is_told()
    {
        var call = await cluster.Call();
        Assert.Equal(IdOf(call).Value, cluster.RoomOf(call).Request.Call);
        var told = cluster.Calls.Links.Broadcasts.Where(e => e.Stamp!.Call == IdOf(call)).Select(e => e.Event).OfType<CallUpdated>().ToList();
        Assert.Contains(told, update => update.Topology == Topology.Sfu);
        Assert.Contains(told, update => update.Sfu is { Available: true, Generation: > 0 });
    }

    [Fact]
    public async Task An_offer_is_answered_and_becomes_a_feed_when_media_flows()
    {
        var call = await cluster.Call();
        Assert.Null((await Offer(call, Ann, session: 5, sdp: "v=0")).Refusal);
        var answer = await cluster.Said(call, Ann, signal => signal.SignalType == SignalType.Answer);
        Assert.Equal((UserId.Sfu, "answer to v=0", Publishing(Ann, 5)), (answer.FromUser, SdpOf(answer), answer.Stream));
        Assert.Null(FeedOf((await call.View(null).Soon()).Value!, Ann));

        var room = cluster.RoomOf(call);
        room.Tell(new PublicationUp(room.Of(Ann)));

        var view = await Until(call, view => FeedOf(view, Ann) is not null);
        Assert.Contains(cluster.Calls.Links.Broadcasts, e =>
            e.Event is CallParticipantUpdated { Updated: [{ Feed: { } feed } change] } && change.User == Ann && feed == FeedOf(view, Ann));
    }

    [Fact]
    public async Task The_same_session_renegotiates_and_a_greater_one_replaces()
    {
        var call = await cluster.Call();
        var first = await cluster.Publish(call, Ann, session: 1);
        var feed = FeedOf((await call.View(null).Soon()).Value!, Ann);
        Assert.Null((await Offer(call, Ann, session: 1, sdp: "again")).Refusal);
        await cluster.Said(call, Ann, signal => TextOf(signal).Contains("answer to again", StringComparison.Ordinal));
        Assert.False(first.IsDisposed);

        await cluster.Publish(call, Ann, session: 2);

        Assert.True(first.IsDisposed);
        Assert.True(FeedOf((await call.View(null).Soon()).Value!, Ann) > feed);
        Assert.Equal(ErrorCode.StreamNotFound, (await Offer(call, Ann, session: 1)).Refusal?.Code);
    }

    [Fact]
    public async Task Candidates_go_both_ways_and_those_that_come_before_the_answer_follow_it()
    {
        var call = await cluster.Call();
        var pace = new TaskCompletionSource();
        cluster.Sfu.Pace = pace.Task;
        var offering = Offer(call, Bob, session: 3);
        while (!cluster.RoomOf(call).Publications.Any(p => p.Publisher == Bob.Value))
        {
            await Task.Yield();
        }

        cluster.Sfu.Pace = Task.CompletedTask;
        var publication = cluster.RoomOf(call).Of(Bob);
        cluster.RoomOf(call).Tell(new PublicationCandidate(publication, new SfuCandidate("candidate:1 early", "0", 0)));
        cluster.RoomOf(call).Tell(new PublicationCandidate(publication, new SfuCandidate(null, null, null)));
        Assert.Null((await call.View(null).Soon()).Refusal);
        pace.SetResult();
        Assert.Null((await offering).Refusal);

        var candidate = await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.IceCandidate);
        Assert.Equal("""{"candidate":"candidate:1 early","sdpMid":"0","sdpMLineIndex":0}""", TextOf(candidate));
        await cluster.Said(call, Bob, signal => TextOf(signal) == """{"completed":true}""");
        var kinds = cluster.Calls.Links.Sent.Select(e => e.Content).Where(c => c.Stamp?.Call == IdOf(call)).Select(c => c.Event).OfType<WebRtcSignal>().Where(s => s.Stream == Publishing(Bob, 3));
        Assert.Equal([SignalType.Answer, SignalType.IceCandidate, SignalType.IceCandidate], kinds.Select(s => s.SignalType));

        var mine = Payload(new object[] { new { candidate = "candidate:2", sdpMid = "1", sdpMLineIndex = 1 }, new { completed = true } });
        Assert.Null((await call.SignalMedia(new SendMediaSignal(Bob, SignalType.IceCandidate, mine, Publishing(Bob, 3))).Soon()).Refusal);
        Assert.Equal([new SfuCandidate("candidate:2", "1", 1), new SfuCandidate(null, null, null)], publication.Candidates);
    }

    [Theory]
    [InlineData("offer", "{}", "signal_data")]
    [InlineData("offer", """{"type":"answer","sdp":"v=0"}""", "signal_data")]
    [InlineData("offer", """{"type":"offer","sdp":5}""", "signal_data")]
    [InlineData("offer", """{"type":"offer","sdp":"\ud800"}""", "signal_data")]
    [InlineData("offer", "[1]", "signal_data")]
    [InlineData("offer", "null", "signal_data")]
    [InlineData("candidate", """{"candidate":5}""", "signal_data")]
    [InlineData("candidate", "[]", "signal_data")]
    [InlineData("candidate", "[[]]", "signal_data")]
    [InlineData("answer", """{"type":"answer","sdp":"v=0"}""", "signal_type")]
    [InlineData("custom", "{}", "signal_type")]
    public async Task What_the_media_server_can_not_use_is_refused_by_its_field_and_ends_nothing(string type, string json, string field)
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Ann);
        var kind = Enum.GetValues<SignalType>().Single(value => $"{value}".EndsWith(type, StringComparison.OrdinalIgnoreCase));
        var sent = await call.SignalMedia(new SendMediaSignal(Ann, kind, new SignalPayload(System.Text.Encoding.UTF8.GetBytes(json)), Publishing(Ann))).Soon();
        Assert.Equal((ErrorCode.InvalidArgument, field), (sent.Refusal?.Code ?? default, sent.Refusal?.Field));
        Assert.False(publication.IsDisposed);
    }

    [Fact]
    public async Task A_description_that_the_media_server_refuses_is_refused()
    {
        var call = await cluster.Call();
        cluster.Sfu.Refusal = new SfuRefusal(SfuFault.BadDescription, "no SDP");
        try
        {
            Assert.Equal("signal_data", (await Offer(call, Ann)).Refusal?.Field);
        }
        finally
        {
            cluster.Sfu.Refusal = null;
        }

        await cluster.Publish(call, Ann, session: 2);
    }

    [Fact]
    public async Task Nobody_publishes_for_another_and_no_stranger_at_all()
    {
        var call = await cluster.Call();
        var forged = new SendMediaSignal(Ann, SignalType.Offer, Payload(new { type = "offer", sdp = "v=0" }), Publishing(Bob));
        Assert.Equal(ErrorCode.Forbidden, (await call.SignalMedia(forged).Soon()).Refusal?.Code);
        Assert.Equal(ErrorCode.CallNotFound, (await Offer(call, new UserId("stranger"))).Refusal?.Code);
        Assert.Equal(ErrorCode.TargetNotInCall, (await Offer(await cluster.Calls.Call(Ann, Bob), Ann)).Refusal?.Code);
    }

    [Fact]
    public async Task Who_is_made_to_listen_publishes_nothing_any_more_and_may_not_again()
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Bob);
        Assert.Null((await call.Execute(new SetMediaRole(Ann, null, Bob, MediaRole.Listener)).Soon()).Refusal);
        await Until(call, view => FeedOf(view, Bob) is null);
        Assert.True(publication.IsDisposed);
        Assert.Equal(ErrorCode.Forbidden, (await Offer(call, Bob, session: 2)).Refusal?.Code);
    }

    [Fact]
    public async Task The_media_server_holds_back_the_sound_of_the_muted()
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Bob);
        await call.Execute(new MuteParticipant(Ann, null, Bob)).Soon();
        await Becomes(() => publication.IsMuted);
        await call.Execute(new UpdateMediaState(Bob, null, Muted: false, null, null, null)).Soon();
        await Becomes(() => !publication.IsMuted);
        await call.Execute(new UpdateMediaState(Ann, null, Muted: true, null, null, null)).Soon();
        var own = await cluster.Publish(call, Ann);
        await Becomes(() => own.IsMuted);

        // Another description may bring a microphone that was not there.
        await Offer(call, Ann, session: 1, sdp: "with a microphone");
        await Becomes(() => own.Mutes.SequenceEqual([true, true]));
    }

    [Fact]
    public async Task What_somebody_sent_ends_when_they_leave_and_everything_when_the_call_does()
    {
        var call = await cluster.Call();
        var room = cluster.RoomOf(call);
        var publication = await cluster.Publish(call, Bob);
        await call.Execute(new LeaveCall(Bob, null)).Soon();
        Assert.True(publication.IsDisposed);
        Assert.False(room.IsDisposed);
        await call.Execute(new EndCall(Ann, null)).Soon();
        Assert.True(room.IsDisposed);
        Assert.Equal(ErrorCode.CallEnded, (await Offer(call, Ann)).Refusal?.Code);
    }

    [Fact]
    public async Task A_publication_that_the_media_server_ends_is_told()
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Bob);
        cluster.RoomOf(call).Tell(new PublicationEnded(publication, "ICE failed"));
        await Until(call, view => FeedOf(view, Bob) is null);
        Assert.Contains(cluster.Calls.Links.Broadcasts, e => e.Event is CallParticipantUpdated { Updated: [{ Feed: 0 } change] } && change.User == Bob && e.Stamp!.Call == IdOf(call));
    }
}
