using FChat.Time;

namespace FChat.Calls;

/// <summary>What is told to a call goes to the gateways that its devices are on at that moment.</summary>
public sealed class CallGatewayTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    private static readonly GatewayId First = new("g1");
    private static readonly GatewayId Second = new("g2");
    private static readonly GatewayId Third = new("g3");

    [Fact]
    public async Task A_change_of_media_finds_whoever_has_come_gone_or_moved_since_the_one_before()
    {
        var call = cluster.Unmade();
        var id = (await CallCluster.Create(call)).Value!.CallSessionId;
        await Join(call, CallCluster.Ann, First);
        await Mute(call, true);
        await Mute(call, false);
        await Join(call, CallCluster.Bob, Second);
        await Mute(call, true);
        await Join(call, CallCluster.Bob, Third);
        await Mute(call, false);
        await Join(call, CallCluster.Cid, Second);
        await Mute(call, true);
        Assert.True((await call.Execute(new LeaveCall(CallCluster.Bob, null)).Soon()).IsDone);
        await Mute(call, false);

        Assert.Equal(
            [[First], [First], [First, Second], [First, Third], [First, Second, Third], [First, Second]],
            cluster.Links.Hearers<CallParticipantUpdated>(id));
    }

    private static async Task Join(ICallGrain call, UserId user, GatewayId gateway) =>
        Assert.True((await call.Join(new JoinCall(user, null, null, new Seat(gateway, new ConnectionId($"{user}-{gateway}"), null))).Soon()).IsDone);

    private static async Task Mute(ICallGrain call, bool muted) =>
        Assert.True((await call.Execute(new UpdateMediaState(CallCluster.Ann, null, muted, null, null, null)).Soon()).IsDone);
}
