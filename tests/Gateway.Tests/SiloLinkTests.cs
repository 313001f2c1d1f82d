using System.Collections.Immutable;
using System.Threading.Channels;
using FChat.Calls;
using FChat.Gateway.Signals;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateways;
using Orleans.Runtime;

namespace FChat.Gateway.Tests;

/// <summary>A lane to a silo, with the silo in the test's hand.</summary>
public sealed class SiloLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HeldRouter router = new();
    private bool wasClosed;

    [Fact]
    public async Task What_comes_while_a_message_is_under_way_goes_together_with_the_next_in_its_order()
    {
        var link = new SiloLink(router, new SignalOptions(), () => wasClosed = true);
        var first = Send(link, 0);
        var batch = await router.Next();
        var rest = Enumerable.Range(1, 20).Select(n => Send(link, n)).ToArray();
        Assert.False(router.HasNext);

        batch.Answer(_ => SignalAnswer.Of(null));
        var second = await router.Next();
        second.Answer(signal => SignalAnswer.Of(NumberOf(signal) % 2 == 0 ? null : Refusal.TargetNotInCall));

        Assert.Null((await first.WaitAsync(Patience)).Refusal);
        Assert.Equal(Enumerable.Range(1, 20), second.Signals.Select(NumberOf));
        var answers = await Task.WhenAll(rest).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => n % 2 == 0), answers.Select(answer => answer.Refusal is null));
    }

    [Fact]
    public async Task A_message_carries_no_more_than_its_most()
    {
        var link = new SiloLink(router, new SignalOptions { Batch = 3 }, () => wasClosed = true);
        var sent = Enumerable.Range(0, 8).Select(n => Send(link, n)).ToArray();
        var sizes = new List<int>();
        while (sizes.Sum() < 8)
        {
            var batch = await router.Next();
            sizes.Add(batch.Signals.Length);
            batch.Answer(_ => SignalAnswer.Of(null));
        }

        await Task.WhenAll(sent).WaitAsync(Patience);
        Assert.All(sizes, size => Assert.InRange(size, 1, 3));
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_as_unavailable_and_what_waits_is_sent()
    {
        var link = new SiloLink(router, new SignalOptions { Waiting = 16 }, () => wasClosed = true);
        var first = Send(link, 0);
        var batch = await router.Next();
        var waiting = Enumerable.Range(1, 16).Select(n => Send(link, n)).ToArray();

        Assert.Equal(ErrorCode.Unavailable, (await Send(link, 17).WaitAsync(Patience)).Refusal!.Code);

        batch.Answer(_ => SignalAnswer.Of(null));
        (await router.Next()).Answer(_ => SignalAnswer.Of(null));
        Assert.All(await Task.WhenAll([first, .. waiting]).WaitAsync(Patience), answer => Assert.Null(answer.Refusal));
    }

    [Fact]
    public async Task When_a_message_fails_its_signals_fail_and_those_behind_it_were_never_sent()
    {
        var link = new SiloLink(router, new SignalOptions(), () => wasClosed = true);
        var failed = Send(link, 0);
        var batch = await router.Next();
        var behind = Send(link, 1);

        Assert.False(wasClosed);
        batch.Fail(new SiloUnavailableException());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => failed.WaitAsync(Patience));
        Assert.True(wasClosed);
        Assert.Equal(SignalAnswer.NotHere, await behind.WaitAsync(Patience));
        Assert.Equal(SignalAnswer.NotHere, await Send(link, 2).WaitAsync(Patience));
        Assert.False(router.HasNext);
    }

    private static Task<SignalAnswer> Send(SiloLink link, int number) =>
        link.Send(Samples.Call, new SendSignal(Samples.Alice, null, Samples.Bob, SignalType.Offer, new SignalPayload(System.Text.Encoding.UTF8.GetBytes($"{number}"))));

    private static int NumberOf(RoutedSignal signal) => int.Parse(System.Text.Encoding.UTF8.GetString(signal.Signal.Payload.Utf8Json), System.Globalization.CultureInfo.InvariantCulture);

    private sealed class HeldRouter : ISignalRouter
    {
        private readonly Channel<Held> held = Channel.CreateUnbounded<Held>();

        public bool HasNext => held.Reader.TryPeek(out _);

        public Task<ImmutableArray<SignalAnswer>> Route(ImmutableArray<RoutedSignal> signals)
        {
            var one = new Held(signals);
            held.Writer.TryWrite(one);
            return one.Answered;
        }

        public async Task<Held> Next()
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            return await held.Reader.ReadAsync(patience.Token);
        }
    }

    private sealed class Held(ImmutableArray<RoutedSignal> signals)
    {
        private readonly TaskCompletionSource<ImmutableArray<SignalAnswer>> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ImmutableArray<RoutedSignal> Signals => signals;

        public Task<ImmutableArray<SignalAnswer>> Answered => answered.Task;

        public void Answer(Func<RoutedSignal, SignalAnswer> answer) => answered.SetResult([.. signals.Select(answer)]);

        public void Fail(Exception fault) => answered.SetException(fault);
    }
}
