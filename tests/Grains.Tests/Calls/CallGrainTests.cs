using FChat.Gateways;
using FChat.Time;
using static FChat.Calls.CallCluster;

namespace FChat.Calls;

public sealed class CallGrainTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    [Fact]
    public async Task A_call_rings_the_invitees_device_and_becomes_ringing()
    {
        await cluster.Connect(Bob);
        var call = await cluster.Call(Ann);
        var ring = await cluster.Links.Until(e => IsFor(e, call, Bob) && e.Content.Event is CallInitiated);
        Assert.Equal(Ann, ((CallInitiated)ring.Content.Event).InitiatedBy);
        while ((await call.View(Ann).Soon()).Value!.CallStatus != CallStatus.Ringing)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_device_that_connects_late_gets_the_ring_for_itself()
    {
        var call = await cluster.Call();
        var late = new ConnectionId("late");
        await call.DeviceConnected(Cid, Gateway, late).Soon();
        var ring = await cluster.Links.Until(e => e.Audience == new ConnectionAudience(late));
        Assert.IsType<CallInitiated>(ring.Content.Event);
    }

    [Fact]
    public async Task Who_has_joined_is_told_whose_device_rings()
    {
        var call = await cluster.Call(Ann);
        await call.DeviceConnected(Cid, Gateway, new ConnectionId("ringing")).Soon();
        var told = await cluster.Links.Until(e =>
            IsOf(e, call) && e is { Audience: CallAudience, Content.Event: CallParticipantUpdated { Updated: [{ User: var user }] } } && user == Cid);
        Assert.Equal(ParticipantStatus.Ringing, ((CallParticipantUpdated)told.Content.Event).Updated[0].Status);
    }

    [Fact]
    public async Task A_join_answers_the_numbers_that_its_view_is_true_for()
    {
        var call = await cluster.Call(Ann);
        var joined = (await Join(call, Bob)).Value!;
        Assert.Equal((joined.Call.Epoch, joined.Call.Seq), (joined.SeqState.Epoch, joined.SeqState.Seq));
        Assert.Equal(CallStatus.Connected, joined.Call.CallStatus);
        var last = cluster.Links.Sent.Last(e => IsOf(e, call) && e.Audience is CallAudience);
        Assert.Equal(joined.SeqState.Seq, last.Content.Stamp!.Seq);
    }

    [Fact]
    public async Task Signals_of_one_sender_are_relayed_in_order_and_numbered_for_the_receiver()
    {
        var call = await cluster.Call(Ann, Bob);
        for (var i = 0; i < 50; i++)
        {
            Assert.True((await call.Signal(Signal(Ann, Bob, (byte)i)).Soon()).IsDone);
        }

        var relayed = SignalsTo(call, Bob);
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), relayed.Select(e => e.Content.Stamp!.Seq));
        Assert.Equal(Enumerable.Range(0, 50), relayed.Select(e => (int)((WebRtcSignal)e.Content.Event).SignalData.Utf8Json[0]));
    }

    [Fact]
    public async Task A_signal_to_somebody_not_joined_is_refused_and_relayed_to_nobody()
    {
        var call = await cluster.Call(Ann);
        Assert.Equal(ErrorCode.TargetNotInCall, (await call.Signal(Signal(Ann, Cid, 1)).Soon()).Refusal!.Code);
        Assert.Empty(SignalsTo(call, Cid));
    }

    [Fact]
    public async Task A_signal_repeated_by_its_command_id_is_relayed_once()
    {
        var call = await cluster.Call(Ann, Bob);
        var signal = Signal(Ann, Bob, 1) with { Id = new CommandId("once") };
        Assert.True((await call.Signal(signal).Soon()).IsDone);
        Assert.True((await call.Signal(signal).Soon()).IsDone);
        Assert.Single(SignalsTo(call, Bob));
    }

    [Fact]
    public async Task A_device_that_comes_back_gets_what_it_missed_and_its_new_connection_the_rest()
    {
        var call = await cluster.Call(Ann);
        var has = (await Join(call, Bob)).Value!.SeqState;
        await call.Execute(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value)).Soon();
        await call.Signal(Signal(Ann, Bob, 7)).Soon();
        Assert.Empty(SignalsTo(call, Bob));
        var resumed = (await call.Resume(new ResumeCall(Bob, SeatOf(Bob, "two"), has)).Soon()).Value!;
        Assert.Null(resumed.Snapshot);
        Assert.Contains(resumed.Replay, e => e.Event is WebRtcSignal { SignalData.Utf8Json: [7] });
        Assert.Equal(2, resumed.Replay.Count(e => e.Event is CallParticipantUpdated));
        await call.Signal(Signal(Ann, Bob, 8)).Soon();
        await cluster.Links.Until(e => e.Audience == new ConnectionAudience(SeatOf(Bob, "two").Connection!.Value) && e.Content.Event is WebRtcSignal);
    }

    [Fact]
    public async Task A_device_whose_join_answer_was_lost_resumes_from_the_numbers_of_its_ring()
    {
        var call = await cluster.Call(Ann, Bob);
        var resumed = (await call.Resume(new ResumeCall(Bob, SeatOf(Bob, "two"), new SeqState(1, 0, 0))).Soon()).Value!;
        Assert.Contains(resumed.Replay, e => e.Event is CallParticipantJoined { Joined: [{ User: var user }, ..] } && user == Bob);
    }

    [Fact]
    public async Task A_resume_of_an_ended_call_says_how_it_ended_whatever_the_numbers()
    {
        var call = await cluster.Call(Ann, Bob);
        await call.Join(new JoinCall(Bob, null, null, SeatOf(Bob, "desk"))).Soon();
        await call.Execute(new EndCall(Ann, null)).Soon();
        var refusal = (await call.Resume(new ResumeCall(Bob, SeatOf(Bob), new SeqState(1, 0, 0))).Soon()).Refusal!;
        Assert.Equal((ErrorCode.CallEnded, EndReason.HostEnded), (refusal.Code, refusal.EndReason));
    }

    [Fact]
    public async Task A_device_that_was_taken_over_cannot_resume_its_way_back()
    {
        var call = await cluster.Call(Ann);
        var has = (await Join(call, Bob)).Value!.SeqState;
        await call.Join(new JoinCall(Bob, null, null, SeatOf(Bob, "desk"))).Soon();
        Assert.Equal(ErrorCode.NotAParticipant, (await call.Resume(new ResumeCall(Bob, SeatOf(Bob, "again"), has)).Soon()).Refusal!.Code);
    }

    [Fact]
    public async Task After_a_loss_of_memory_the_epoch_grows_and_a_resume_is_answered_by_a_snapshot()
    {
        var call = await cluster.Call(Ann);
        var has = (await Join(call, Bob)).Value!.SeqState;
        await Forget(call);
        var resumed = (await call.Resume(new ResumeCall(Bob, SeatOf(Bob, "two"), has)).Soon()).Value!;
        Assert.Equal(has.Epoch + 1, resumed.SeqState.Epoch);
        Assert.Equal(CallStatus.Connected, resumed.Snapshot!.CallStatus);
        Assert.Equal(2, resumed.Snapshot.Participants.Count(p => p.JoinedAt is not null));
    }

    [Fact]
    public async Task A_gateway_learns_which_of_its_connections_are_not_in_the_call()
    {
        var call = await cluster.Call(Ann, Bob);
        var stray = new ConnectionId("stray");
        var answer = await call.Renew(Gateway, new CallInterest([SeatOf(Ann).Connection!.Value, stray], 1, 0)).Soon();
        Assert.Equal([stray], answer.Unseated);
        Assert.False(answer.IsOver);
        Assert.True(answer.Seq > 0);
    }

    [Fact]
    public async Task A_gateway_learns_that_a_call_is_over_or_was_never_made()
    {
        var call = await cluster.Call(Ann, Bob);
        await call.Execute(new EndCall(Ann, null)).Soon();
        Assert.True((await call.Renew(Gateway, new CallInterest([], 1, 0)).Soon()).IsOver);
        Assert.True((await cluster.Unmade().Renew(Gateway, new CallInterest([], 1, 0)).Soon()).IsOver);
    }

    [Fact]
    public async Task What_happens_in_a_call_is_in_the_ledger()
    {
        var call = await cluster.Call(Ann, Bob);
        await call.Execute(new LeaveCall(Bob, null)).Soon();
        await call.Execute(new EndCall(Ann, null)).Soon();
        await call.FlushLedger().Soon();
        var id = IdOf(call);
        Assert.Equal((CallStatus.Ended, EndReason.HostEnded, (DateTimeOffset?)null), (cluster.Ledger.Row(id)!.Status, cluster.Ledger.Row(id)!.EndReason, cluster.Ledger.Row(id)!.NextDeadline));
        Assert.Equal(ParticipantStatus.Left, cluster.Ledger.Row(id, Bob)!.Status);
        Assert.Equal(ParticipantStatus.Missed, cluster.Ledger.Row(id, Cid)!.Status);
    }

    [Fact]
    public async Task A_call_that_was_never_made_is_not_found_by_any_request()
    {
        var call = cluster.Unmade();
        Assert.Equal(ErrorCode.CallNotFound, (await Join(call, Ann)).Refusal!.Code);
        Assert.Equal(ErrorCode.CallNotFound, (await call.Execute(new LeaveCall(Ann, null)).Soon()).Refusal!.Code);
        Assert.Equal(ErrorCode.CallNotFound, (await call.Signal(Signal(Ann, Bob, 1)).Soon()).Refusal!.Code);
        Assert.Equal(ErrorCode.CallNotFound, (await call.Resume(new ResumeCall(Ann, SeatOf(Ann), new SeqState(1, 0, 0))).Soon()).Refusal!.Code);
        Assert.Equal(ErrorCode.CallNotFound, (await call.View(Ann).Soon()).Refusal!.Code);
        Assert.Equal(ErrorCode.CallNotFound, (await call.Participants(Ann, 1, 10).Soon()).Refusal!.Code);
    }

    private static bool IsOf(Envelope envelope, ICallGrain call) => envelope.Content.Stamp?.Call == IdOf(call);

    private static bool IsFor(Envelope envelope, ICallGrain call, UserId user) =>
        IsOf(envelope, call) && envelope.Audience is UsersAudience users && users.Users.Contains(user);

    private static CallId IdOf(ICallGrain call) => new(GrainKeys.IdOf(call.GetPrimaryKeyString()));

    private static SendSignal Signal(UserId from, UserId to, byte payload) =>
        new(from, null, to, SignalType.Custom, new SignalPayload([payload]));

    private List<Envelope> SignalsTo(ICallGrain call, UserId user) =>
        [.. cluster.Links.Sent.Where(e => IsOf(e, call) && e.Content.Event is WebRtcSignal && e.Audience == new ConnectionAudience(SeatOf(user).Connection!.Value))];
}
