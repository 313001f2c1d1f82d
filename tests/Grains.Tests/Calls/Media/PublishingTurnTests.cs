using FChat.Media;
using FChat.Time;
using static FChat.Calls.CallCluster;
using static FChat.Calls.Media.MediaCluster;

namespace FChat.Calls.Media;

/// <summary>What happens while a media server is slow, refuses, or is asked twice.</summary>
public sealed class PublishingTurnTests(MediaCluster cluster) : IClassFixture<MediaCluster>
{
    [Fact]
    public async Task Whoever_mutes_and_unmutes_fast_ends_as_they_are_shown()
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Cid);
        var pace = new TaskCompletionSource();
        cluster.Sfu.Pace = pace.Task;
        foreach (var muted in new[] { true, false, true, false, true })
        {
            await call.Execute(new UpdateMediaState(Cid, null, muted, null, null, null)).Soon();
        }

        cluster.Sfu.Pace = Task.CompletedTask;
        pace.SetResult();
        await Becomes(() => publication.IsMuted);
        Assert.True(publication.Mutes.Last());
    }

    [Fact]
    public async Task Whom_the_media_server_does_not_mute_publishes_nothing_any_more()
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Cid);
        cluster.Sfu.Refusal = new SfuRefusal(SfuFault.Unavailable, "no answer");
        await call.Execute(new MuteParticipant(Ann, null, Cid)).Soon();
        await Until(call, view => FeedOf(view, Cid) is null);
        cluster.Sfu.Refusal = null;
        Assert.True(publication.IsDisposed);
        var next = await cluster.Publish(call, Cid, session: 2);
        await Becomes(() => next.IsMuted);
    }

    [Fact]
    public async Task A_refused_offer_leaves_what_is_published_and_its_number_may_be_used_again()
    {
        var call = await cluster.Call();
        var publication = await cluster.Publish(call, Ann, session: 1);
        cluster.Sfu.Refusal = new SfuRefusal(SfuFault.BadDescription, "no SDP");
        Assert.Equal("signal_data", (await Offer(call, Ann, session: 3)).Refusal?.Field);
        cluster.Sfu.Refusal = null;
        Assert.False(publication.IsDisposed);
        Assert.NotNull(FeedOf((await call.View(null).Soon()).Value!, Ann));

        await cluster.Publish(call, Ann, session: 3);
        Assert.True(publication.IsDisposed);
    }

    [Fact]
    public async Task Who_is_made_to_listen_while_the_media_server_takes_an_offer_does_not_publish()
    {
        var call = await cluster.Call();
        var (offering, pace) = await Slowly(call, Bob);
        await call.Execute(new SetMediaRole(Ann, null, Bob, MediaRole.Listener)).Soon();
        pace.SetResult();
        Assert.Equal(ErrorCode.Forbidden, (await offering).Refusal?.Code);
        await Becomes(() => cluster.RoomOf(call).Publications.Single().IsDisposed);
    }

    [Fact]
    public async Task A_media_server_that_does_not_answer_keeps_nobody_waiting_longer_than_a_second()
    {
        var call = await cluster.Call();
        var (offering, pace) = await Slowly(call, Bob);
        Assert.Null((await call.Signal(new SendSignal(Ann, null, Bob, SignalType.Custom, Payload(1))).Soon()).Refusal);
        cluster.Calls.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ErrorCode.Unavailable, (await offering).Refusal?.Code);
        Assert.Equal(ErrorCode.Unavailable, (await Offer(call, Bob, session: 1)).Refusal?.Code);

        // It is done all the same, and repeating it is a renegotiation.
        pace.SetResult();
        await cluster.Said(call, Bob, signal => signal.SignalType == SignalType.Answer);
        Assert.Null((await Offer(call, Bob, session: 1)).Refusal);
        Assert.Single(cluster.RoomOf(call).Publications);
    }

    [Fact]
    public async Task The_same_command_is_done_once()
    {
        var call = await cluster.Call();
        var offer = new SendMediaSignal(Ann, SignalType.Offer, Payload(new { type = "offer", sdp = "v=0" }), Publishing(Ann)) { Id = new CommandId("k") };
        Assert.Null((await call.SignalMedia(offer).Soon()).Refusal);
        Assert.Null((await Offer(call, Ann, session: 2)).Refusal);
        Assert.Null((await call.SignalMedia(offer).Soon()).Refusal);
        Assert.Equal(2, cluster.RoomOf(call).Publications.Count);
    }

    [Fact]
    public async Task A_device_that_joins_once_more_has_nothing_of_what_its_page_had_before()
    {
        var call = await cluster.Call();
        await cluster.Publish(call, Ann);
        var before = await cluster.Publish(call, Bob);
        await Want(call, Bob, All(Ann));
        var seat = SeatOf(Bob) with { Device = new DeviceId("laptop") };
        Assert.Null((await call.Join(new JoinCall(Bob, null, null, seat)).Soon()).Refusal);

        Assert.Null((await call.Join(new JoinCall(Bob, null, null, seat with { Connection = new ConnectionId("bob-again") })).Soon()).Refusal);

        await Until(call, view => FeedOf(view, Bob) is null);
        Assert.True(before.IsDisposed);
        await Becomes(() => cluster.RoomOf(call).Subscriptions.All(s => s.IsDisposed));
        Assert.Null((await Want(call, Bob, All(Ann))).Refusal);
        Assert.Contains(cluster.RoomOf(call).Subscriptions, s => !s.IsDisposed);
    }

    private async Task<(Task<Outcome<Done>> Offering, TaskCompletionSource Pace)> Slowly(ICallGrain call, UserId user)
    {
        var pace = new TaskCompletionSource();
        cluster.Sfu.Pace = pace.Task;
        var offering = Offer(call, user);
        await Becomes(() => !cluster.RoomOf(call).Publications.IsEmpty);
        cluster.Sfu.Pace = Task.CompletedTask;
        return (offering, pace);
    }
}
