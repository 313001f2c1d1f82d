using System.Collections.Immutable;
using FChat.Gateways;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Runtime;
using static FChat.Calls.CallCluster;

namespace FChat.Calls;

/// <summary>Signals that come to their call without a message of their own.</summary>
public sealed class LocalCallsTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    private ILocalCalls Local => cluster.Services.GetRequiredService<ILocalCalls>();

    private string Silo => cluster.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    [Fact]
    public async Task A_signal_reaches_a_call_that_is_active_here_in_the_order_given()
    {
        var call = await cluster.Call(Ann, Bob);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Local.Signal(IdOf(call), Signal((byte)i)))).Soon();

        Assert.All(answers, answer => Assert.Equal(SignalAnswer.Of(null), answer));
        Assert.Equal(Enumerable.Range(0, 50), cluster.Links.Sent.Where(e => e.Content is { Event: WebRtcSignal } && e.Content.Stamp!.Call == IdOf(call))
            .Select(e => (int)((WebRtcSignal)e.Content.Event).SignalData.Utf8Json[0]));
    }

    [Fact]
    public async Task A_signal_that_the_call_refuses_is_refused()
    {
        var call = await cluster.Call(Ann);

        Assert.Equal(ErrorCode.TargetNotInCall, (await Local.Signal(IdOf(call), Signal(1)).Soon()).Refusal!.Code);
    }

    [Fact]
    public async Task A_signal_that_has_strayed_from_an_epoch_before_is_refused_and_relayed_to_nobody()
    {
        var call = await cluster.Call(Ann, Bob);
        var epoch = (await call.View(null).Soon()).Value!.Epoch;
        await Forget(call);
        await Join(call, Ann);
        await Join(call, Bob);

        Assert.Equal(ErrorCode.Unavailable, (await Local.Signal(IdOf(call), Signal(200) with { Epoch = epoch }).Soon()).Refusal!.Code);
        Assert.Equal(SignalAnswer.Of(null), await Local.Signal(IdOf(call), Signal(201) with { Epoch = epoch + 1 }).Soon());

        Assert.DoesNotContain(cluster.Links.Sent, e => e.Content.Event is WebRtcSignal { SignalData.Utf8Json: [200] });
    }

    [Fact]
    public async Task A_call_that_was_never_made_is_not_here()
    {
        Assert.Equal(SignalAnswer.NotHere, await Local.Signal(new CallId(Ulid.NewUlid().ToString()), Signal(1)).Soon());
    }

    [Fact]
    public async Task A_call_that_went_out_of_memory_is_not_here_until_it_comes_back()
    {
        var call = await cluster.Call(Ann, Bob);
        await call.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        while ((await Local.Signal(IdOf(call), Signal(1)).Soon()).IsHere)
        {
            await Task.Yield();
        }

        await call.View(null).Soon();

        Assert.True((await Local.Signal(IdOf(call), Signal(1)).Soon()).IsHere);
    }

    [Fact]
    public async Task A_join_and_a_resume_say_on_which_silo_the_call_is()
    {
        var call = await cluster.Call(Ann);

        var joined = (await Join(call, Bob)).Value!;
        var resumed = (await call.Resume(new ResumeCall(Bob, SeatOf(Bob), joined.SeqState)).Soon()).Value!;

        Assert.Equal((Silo, Silo), (joined.Home, resumed.Home));
    }

    [Fact]
    public async Task The_router_of_a_silo_hands_each_signal_to_its_call_and_says_which_are_not_there()
    {
        var (one, other) = (await cluster.Call(Ann, Bob), await cluster.Call(Ann));
        ImmutableArray<RoutedSignal> signals =
            [new(IdOf(one), Signal(1)), new(new CallId(Ulid.NewUlid().ToString()), Signal(2)), new(IdOf(other), Signal(3))];

        var answers = await cluster.Grains.SignalRouter(Silo, Gateway, 0).Route(signals).Soon();

        Assert.Equal([null, null, ErrorCode.TargetNotInCall], answers.Select(answer => answer.Refusal?.Code));
        Assert.Equal([true, false, true], answers.Select(answer => answer.IsHere));
    }

    [Fact]
    public async Task There_is_no_router_on_a_silo_that_is_gone()
    {
        var failure = await Record.ExceptionAsync(() => cluster.Grains.SignalRouter("127.0.0.1:1@1", Gateway, 0).Route([]).Soon());

        Assert.IsType<OrleansException>(failure, exactMatch: false);
    }

    private static CallId IdOf(ICallGrain call) => new(GrainKeys.IdOf(call.GetPrimaryKeyString()));

    private static SendSignal Signal(byte data) => new(Ann, null, Bob, SignalType.Offer, new SignalPayload([data]));
}
