using FChat.Media;
using FChat.Time;
using static FChat.Calls.CallCluster;
using static FChat.Calls.Media.MediaCluster;

namespace FChat.Calls.Media;

/// <summary>Media servers and silos that go away under a call.</summary>
public sealed class MediaLossTests : IAsyncLifetime
{
    private readonly MediaCluster _cluster = new();

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_lost_media_server_is_told_at_once_and_its_successor_is_another_generation()
    {
        var call = await _cluster.Call();
        var first = (await call.View(null).Soon()).Value!.Sfu!;
        var publication = await _cluster.Publish(call, Ann);
        await Want(call, Bob, All(Ann));

        _cluster.Sfu.GoAway("killed");
        var lost = await Until(call, view => view.Sfu is { Available: false });

        Assert.True(lost.Sfu!.Generation > first.Generation);
        Assert.Null(FeedOf(lost, Ann));
        Assert.Equal(ErrorCode.Unavailable, (await Offer(call, Ann, session: 2)).Refusal?.Code);
        Assert.Equal(ErrorCode.Unavailable, (await Want(call, Bob)).Refusal?.Code);
        Assert.Null((await call.Signal(new SendSignal(Ann, null, Bob, SignalType.Custom, Payload(1))).Soon()).Refusal);

        _cluster.Sfu.ComeBack();
        var back = await Until(call, view => view.Sfu is { Available: true });
        Assert.Equal(lost.Sfu.Generation, back.Sfu!.Generation);
        Assert.NotSame(publication, await _cluster.Publish(call, Ann, session: 1));
    }

    [Fact]
    public async Task A_room_that_is_lost_while_the_media_servers_are_there_is_placed_again_at_once()
    {
        var call = await _cluster.Call();
        var first = _cluster.RoomOf(call);
        first.Lose("session is gone");
        await Until(call, view => view.Sfu is { Available: true } && _cluster.RoomOf(call) != first);
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public async Task A_call_that_is_loaded_again_has_a_new_room_and_a_greater_generation()
    {
        var call = await _cluster.Call();
        var (first, before) = (_cluster.RoomOf(call), (await call.View(null).Soon()).Value!.Sfu!);
        await Forget(call);
        var after = await Until(call, view => view.Sfu is { Available: true });
        Assert.True(after.Sfu!.Generation > before.Generation);
        Assert.Equal((Topology.Sfu, true), (after.Topology, first.IsDisposed));
    }

    [Fact]
    public async Task A_mesh_again_gives_its_room_back_and_a_larger_call_gets_another()
    {
        var call = await _cluster.Call();
        var room = _cluster.RoomOf(call);
        await call.Execute(new LeaveCall(Cid, null)).Soon();
        var view = await Alone(call);
        Assert.Equal((Topology.Mesh, null), (view.Topology, view.Sfu));
        Assert.True(room.IsDisposed);

        await Join(call, Cid);
        await Until(call, v => v.Sfu is { Available: true });
        Assert.NotSame(room, _cluster.RoomOf(call));
    }

    [Fact]
    public async Task Without_a_media_server_a_growing_call_stays_a_mesh()
    {
        _cluster.Sfu.GoAway("not there");
        var call = await _cluster.Calls.Call(Ann, Bob, Cid);
        Assert.Equal(Topology.Mesh, (await call.View(null).Soon()).Value!.Topology);
    }

    private async Task<CallView> Alone(ICallGrain call)
    {
        CallView view;
        do
        {
            _cluster.Calls.Time.Advance(TimeSpan.FromSeconds(5));
            await call.Renew(Gateway, new CallInterest([SeatOf(Ann).Connection!.Value, SeatOf(Bob).Connection!.Value], 1, 0)).Soon();
            view = (await call.View(null).Soon()).Value!;
        }
        while (view.Topology == Topology.Sfu);

        return view;
    }
}
