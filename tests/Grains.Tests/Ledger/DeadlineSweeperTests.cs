using FChat.Calls;
using FChat.Cluster;
using FChat.Rooms;

namespace FChat.Ledger;

public sealed class DeadlineSweeperTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task A_ringing_call_that_fell_out_of_memory_is_missed_on_time()
    {
        var (alice, call) = await RingingCall();
        await silo.Forget(silo.Grains.Call(call.CallSessionId));
        await silo.Pass(TimeSpan.FromSeconds(50));

        Assert.Equal(CallStatus.Missed, await InHistory(alice, call));
    }

    [Fact]
    public async Task Overdue_calls_are_found_by_a_sweep_after_one_that_the_ledger_did_not_answer()
    {
        var (alice, call) = await RingingCall();
        await silo.Forget(silo.Grains.Call(call.CallSessionId));
        silo.Ledger.ReadsAreDown = true;
        await silo.Pass(TimeSpan.FromSeconds(50));
        silo.Ledger.ReadsAreDown = false;
        await silo.Pass(TimeSpan.FromSeconds(8));

        Assert.Equal(CallStatus.Missed, await InHistory(alice, call));
    }

    private async Task<(Person Caller, CallView Call)> RingingCall()
    {
        var alice = silo.Person("alice");
        var room = await silo.Room(alice, silo.Person("bob"));
        return (alice, await room.InitiateCall(alice.Caller, new InitiateCall(CallType.Audio, null, null)).Done());
    }

    /// <summary>What SQL says in the end: reading it wakes nobody.</summary>
    private async Task<CallStatus> InHistory(Person caller, CallView call)
    {
        return await silo.Passing(Over());

        async Task<CallStatus> Over()
        {
            while (true)
            {
                var (calls, _) = await silo.Ledger.History(call.RoomId, 1, 1, TestContext.Current.CancellationToken);
                if (calls is [{ EndedAt: not null } ended])
                {
                    Assert.Equal(caller.Id, ended.InitiatedBy);
                    return ended.CallStatus;
                }
            }
        }
    }
}
