using FChat.Gateways;
using FChat.Time;
using static FChat.Calls.CallCluster;

namespace FChat.Calls;

/// <summary>What is not on disk was never told, and what cannot be written is refused.</summary>
public sealed class CallGrainFailureTests : IAsyncLifetime
{
    private readonly CallCluster _cluster = new();

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Nobody_hears_of_a_join_before_it_is_on_disk()
    {
        var call = await _cluster.Call(Ann);
        _cluster.Storage.Hold();
        var before = _cluster.Links.Sent.Length;
        var join = Join(call, Bob);
        await _cluster.Storage.Writing.Soon();
        Assert.Equal(ParticipantStatus.Invited, (await StatusOf(call, Bob)));
        Assert.Equal(ErrorCode.TargetNotInCall, (await call.Signal(new SendSignal(Ann, null, Bob, SignalType.Offer, new SignalPayload([]))).Soon()).Refusal!.Code);
        Assert.Equal(before, _cluster.Links.Sent.Length);
        Assert.False(join.IsCompleted);
        _cluster.Storage.Release();
        Assert.True((await join).IsDone);
        Assert.Contains(_cluster.Links.Broadcasts, e => e.Event is CallParticipantJoined joined && joined.Joined[0].User == Bob);
    }

    [Fact]
    public async Task Flags_that_follow_an_unwritten_join_are_told_after_it()
    {
        var call = await _cluster.Call(Ann);
        _cluster.Storage.Hold();
        var join = Join(call, Bob);
        await _cluster.Storage.Writing.Soon();
        await call.Execute(new UpdateMediaState(Ann, null, Muted: true, null, null, null)).Soon();
        Assert.DoesNotContain(_cluster.Links.Broadcasts, e => e.Event is CallParticipantUpdated);
        _cluster.Storage.Release();
        await join;
        var told = await _cluster.Links.UntilBroadcast<CallParticipantUpdated>();
        var joined = _cluster.Links.Broadcasts.Last(e => e.Event is CallParticipantJoined);
        Assert.True(joined.Stamp!.Seq < told.Content.Stamp!.Seq);
    }

    [Fact]
    public async Task When_one_cannot_leave_because_nothing_can_be_written_the_others_signal_on_in_the_same_epoch()
    {
        var call = await _cluster.Call(Ann, Bob, Cid);
        var epoch = (await call.View(null).Soon()).Value!.Epoch;
        _cluster.Storage.Fail(new IOException("disk full"));
        Assert.Equal(ErrorCode.Unavailable, (await call.Execute(new LeaveCall(Cid, null)).Soon()).Refusal!.Code);

        Assert.True((await call.Signal(new SendSignal(Ann, null, Bob, SignalType.Offer, new SignalPayload([7]))).Soon()).IsDone);
        Assert.True((await call.Execute(new UpdateMediaState(Bob, null, Muted: true, null, null, null)).Soon()).IsDone);

        var signal = await _cluster.Links.Until(e => e.Content.Event is WebRtcSignal { SignalData.Utf8Json: [7] });
        Assert.Equal((epoch, 1L), (signal.Content.Stamp!.Epoch, signal.Content.Stamp.Seq));
        _cluster.Storage.Fail(null);
        Assert.True((await call.Execute(new LeaveCall(Cid, null)).Soon()).IsDone);
        Assert.Equal((epoch, ParticipantStatus.Left), ((await call.View(null).Soon()).Value!.Epoch, await StatusOf(call, Cid)));
    }

    [Fact]
    public async Task A_call_that_comes_back_into_memory_tells_its_devices_the_new_epoch_and_its_users_that_they_are_in_it()
    {
        var call = await _cluster.Call(Ann, Bob);
        await _cluster.Connect(Bob);
        var epoch = (await call.View(null).Soon()).Value!.Epoch;

        await Forget(call);

        var told = await _cluster.Links.Until(e => e.Audience is CallAudience && e.Content.Stamp!.Epoch > epoch);
        Assert.IsType<CallUpdated>(told.Content.Event);
        while ((await _cluster.Grains.User(Bob).SeenByHttp().Soon()).IsEmpty)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_join_that_cannot_be_written_is_unavailable_and_right_again_afterwards()
    {
        var call = await _cluster.Call(Ann);
        _cluster.Storage.Fail(new IOException("disk full"));
        Assert.Equal(ErrorCode.Unavailable, (await Join(call, Bob)).Refusal!.Code);
        _cluster.Storage.Fail(null);
        Assert.Equal(ParticipantStatus.Invited, await StatusOf(call, Bob));
        Assert.True((await Join(call, Bob)).IsDone);
    }

    [Fact]
    public async Task A_call_that_cannot_be_written_is_not_made_and_rings_nobody()
    {
        await _cluster.Connect(Bob);
        _cluster.Storage.Fail(new IOException("disk full"));
        Assert.Equal(ErrorCode.Unavailable, (await Create(_cluster.Unmade())).Refusal!.Code);
        _cluster.Storage.Fail(null);
        Assert.DoesNotContain(_cluster.Links.Sent, e => e.Content.Event is CallInitiated);
    }

    [Fact]
    public async Task A_call_whose_row_does_not_reach_sql_is_not_made_and_rings_nobody()
    {
        await _cluster.Connect(Bob);
        _cluster.Ledger.IsAway = true;
        var call = _cluster.Unmade();
        var creating = Create(call);
        while (!creating.IsCompleted)
        {
            _cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(ErrorCode.Unavailable, (await creating).Refusal!.Code);
        _cluster.Ledger.IsAway = false;
        Assert.DoesNotContain(_cluster.Links.Sent, e => e.Content.Event is CallInitiated);
        Assert.Equal(CallStatus.Failed, (await call.View(null).Soon()).Value!.CallStatus);
    }

    [Fact]
    public async Task The_ring_time_ends_the_call_as_missed()
    {
        var call = await _cluster.Call(Ann);
        _cluster.Time.Advance(TimeSpan.FromSeconds(20));
        await call.Renew(Gateway, new CallInterest([SeatOf(Ann).Connection!.Value], 1, 0)).Soon();
        _cluster.Time.Advance(TimeSpan.FromSeconds(25));
        var told = await _cluster.Links.UntilBroadcast<CallEnded>();
        Assert.Equal(EndReason.NoAnswer, ((CallEnded)told.Content.Event).EndReason);
    }

    [Fact]
    public async Task A_gateways_end_leaves_its_people_the_grace_and_then_the_call_is_over()
    {
        await _cluster.Connect(Cid);
        var call = await _cluster.Call(Ann, Bob);
        await call.GatewayLost(Gateway).Soon();
        Assert.Equal(ParticipantStatus.Reconnecting, await StatusOf(call, Ann));
        _cluster.Time.Advance(TimeSpan.FromSeconds(30));
        var told = await _cluster.Links.Until(e => e is { Audience: UsersAudience, Content.Event: CallEnded });
        Assert.Equal(EndReason.ConnectionLost, ((CallEnded)told.Content.Event).EndReason);
    }

    private static async Task<ParticipantStatus> StatusOf(ICallGrain call, UserId user) =>
        (await call.View(null).Soon()).Value!.Participants.Single(p => p.User == user).Status;
}
