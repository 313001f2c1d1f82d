using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateways;

namespace FChat.Gateway.Signals;

/// <summary>
/// One lane to a silo: signals gather while a message is under way, and go together with the next. One message at a time, awaited, because Orleans keeps no order among others.
/// Once a message has failed the lane is closed: what waits behind it was never sent, and is looked for elsewhere.
/// </summary>
/// <param name="closed">Is called when it has closed, before anybody hears of it.</param>
internal sealed class SiloLink(ISignalRouter router, SignalOptions options, Action closed) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private List<Waiting> gathering = [];
    private bool isPumping;
    private bool isClosed;

    /// <summary>Sends.</summary>
    /// <returns>What the call says, or <see cref="SignalAnswer.NotHere"/>. Fails as the message fails that carried the signal.</returns>
    public Task<SignalAnswer> Send(CallId call, SendSignal signal)
    {
        var waiting = new Waiting(new RoutedSignal(call, signal));
        lock (gate)
        {
            if (isClosed)
            {
                return Task.FromResult(SignalAnswer.NotHere);
            }

            if (gathering.Count >= options.Waiting)
            {
                return Task.FromResult(SignalAnswer.Of(Refusal.Unavailable));
            }

            gathering.Add(waiting);
            if (!isPumping)
            {
                isPumping = true;

                // Not the sender's activity or request context: the pool's own empty one.
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
            }
        }

        return waiting.Answer.Task;
    }

    void IThreadPoolWorkItem.Execute() => _ = Pump();

    private async Task Pump()
    {
        while (Take() is { } batch)
        {
            try
            {
                var answers = await router.Route(ImmutableArray.CreateRange(batch, static waiting => waiting.Signal));
                for (var i = 0; i < batch.Length; i++)
                {
                    batch[i].Answer.SetResult(answers[i]);
                }
            }
            catch (Exception fault)
            {
                Close(batch, fault);
            }
        }
    }

    private ImmutableArray<Waiting>? Take()
    {
        lock (gate)
        {
            isPumping = gathering.Count > 0;
            if (!isPumping)
            {
                return null;
            }

            var count = Math.Min(gathering.Count, options.Batch);
            ImmutableArray<Waiting> batch = [.. gathering[..count]];
            gathering.RemoveRange(0, count);
            return batch;
        }
    }

    private void Close(ImmutableArray<Waiting> failed, Exception fault)
    {
        List<Waiting> unsent;
        lock (gate)
        {
            isClosed = true;
            (unsent, gathering) = (gathering, []);
        }

        closed();
        foreach (var waiting in failed)
        {
            waiting.Answer.TrySetException(fault);
        }

        unsent.ForEach(waiting => waiting.Answer.SetResult(SignalAnswer.NotHere));
    }

    private sealed class Waiting(RoutedSignal signal)
    {
        public RoutedSignal Signal => signal;

        // Whoever waits goes on upon the thread that brought the answer: to wake another for each costs more than the rest of a hub method, which waits for nothing.
        public TaskCompletionSource<SignalAnswer> Answer { get; } = new();
    }
}
