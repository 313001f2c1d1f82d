using FChat.Time;
using Orleans.Core.Internal;
using static FChat.Calls.CallCluster;

namespace FChat.Calls;

/// <summary>When a call's rows reach SQL.</summary>
public sealed class LedgerRestTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    private static readonly TimeSpan Rest = new CallOptions().LedgerRest;

    [Fact]
    public async Task What_happens_within_a_rest_reaches_SQL_together_after_it()
    {
        var call = await cluster.Call(Ann, Bob);
        await EverythingIsWritten();
        Assert.Equal((1, CallStatus.Initiated, ParticipantStatus.Invited), Written(call));

        cluster.Time.Advance(Rest - TimeSpan.FromMilliseconds(1));
        await EverythingIsWritten();
        Assert.Equal((1, CallStatus.Initiated, ParticipantStatus.Invited), Written(call));

        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Until(call, written => written.Status == CallStatus.Connected);
        Assert.Equal((2, CallStatus.Connected, ParticipantStatus.Joined), Written(call));
    }

    [Fact]
    public async Task What_happens_after_a_rest_waits_for_nothing()
    {
        var call = await cluster.Call();
        cluster.Time.Advance(Rest);
        await Join(call, Bob);
        await Until(call, written => written.Bob == ParticipantStatus.Joined);
    }

    [Fact]
    public async Task The_end_waits_for_no_rest()
    {
        var call = await cluster.Call(Ann, Bob);
        await call.Execute(new EndCall(Ann, null)).Soon();
        await Until(call, written => written.Status == CallStatus.Ended);
        Assert.Equal(2, Written(call).Times);
    }

    [Fact]
    public async Task Who_reads_waits_for_no_rest()
    {
        var call = await cluster.Call(Ann, Bob);
        await call.FlushLedger().Soon();
        Assert.Equal((2, CallStatus.Connected, ParticipantStatus.Joined), Written(call));
    }

    [Fact]
    public async Task Who_reads_waits_for_what_was_and_not_for_what_comes()
    {
        var call = await cluster.Call(Ann);
        await EverythingIsWritten();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Ledger.Gate = gate.Task;
        var read = call.FlushLedger();
        await Until(call, _ => cluster.Ledger.AtGate == 1);
        await Join(call, Bob);
        gate.SetResult();

        await read.Soon();
        Assert.Equal((2, ParticipantStatus.Invited), (Written(call).Times, Written(call).Bob));
        await call.FlushLedger().Soon();
        Assert.Equal((3, ParticipantStatus.Joined), (Written(call).Times, Written(call).Bob));
    }

    [Fact]
    public async Task A_call_that_goes_out_of_memory_hands_over_what_was_waiting()
    {
        var call = await cluster.Call(Ann, Bob);
        await EverythingIsWritten();
        await call.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await Until(call, written => written.Status == CallStatus.Connected);
    }

    [Fact]
    public async Task A_call_that_goes_out_of_memory_while_it_hands_over_hands_over_the_rest_as_well()
    {
        var call = await cluster.Call(Ann);
        await EverythingIsWritten();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Ledger.Gate = gate.Task;
        cluster.Time.Advance(Rest);
        await Until(call, _ => cluster.Ledger.AtGate == 1);
        await Join(call, Bob);
        await call.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        gate.SetResult();
        await Until(call, written => written.Bob == ParticipantStatus.Joined);
    }

    private static CallId IdOf(ICallGrain call) => new(GrainKeys.IdOf(call.GetPrimaryKeyString()));

    private (int Times, CallStatus Status, ParticipantStatus Bob) Written(ICallGrain call)
    {
        var id = IdOf(call);
        return (cluster.Ledger.WritesOf(id), cluster.Ledger.Row(id)!.Status, cluster.Ledger.Row(id, Bob)!.Status);
    }

    private async Task Until(ICallGrain call, Predicate<(int Times, CallStatus Status, ParticipantStatus Bob)> condition)
    {
        using var patience = new CancellationTokenSource(Patience.Longest, TimeProvider.System);
        while (!condition(Written(call)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Rows are written in the order in which they are handed over: when those of a call that begins now are there, so are all before.</summary>
    private Task<ICallGrain> EverythingIsWritten() => cluster.Call();
}
