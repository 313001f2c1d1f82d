using FChat.Calls;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace FChat.Presence;

public sealed class LatePushTests
{
    private static readonly TimeSpan Meanwhile = TimeSpan.FromMilliseconds(300);
    private readonly HeldPush _held = new();

    [Fact]
    public async Task What_a_user_grain_said_before_it_went_does_not_come_after_what_the_next_one_says()
    {
        await using var cluster = new CallCluster(services => services.AddSingleton<IOutgoingGrainCallFilter>(_held));
        await cluster.InitializeAsync();
        var ann = cluster.Grains.User(CallCluster.Ann);
        await cluster.Connect(CallCluster.Ann);
        _held.HoldNext();
        await ann.Disconnect(new Device(CallCluster.Gateway, CallCluster.SeatOf(CallCluster.Ann).Connection!.Value)).Soon();
        await _held.IsHeld.Soon();
        await ann.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        // Time for the next one to speak first, if it may.
        var connecting = cluster.Connect(CallCluster.Ann);
        await connecting.WaitAsync(Meanwhile, TestContext.Current.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _held.Release();
        await connecting;

        Assert.Single(await cluster.Grains.OnlineShard(CallCluster.Ann).Locate([CallCluster.Ann]).Soon());
    }

    /// <summary>Keeps one word to the online list on its way for as long as the test says.</summary>
    private sealed class HeldPush : IOutgoingGrainCallFilter
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _isWanted;

        public Task IsHeld => _arrived.Task;

        public void HoldNext() => Volatile.Write(ref _isWanted, 1);

        public void Release() => _released.SetResult();

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName == nameof(IOnlineShardGrain.Put) && Interlocked.Exchange(ref _isWanted, 0) == 1)
            {
                _arrived.SetResult();
                await _released.Task;
            }

            await context.Invoke();
        }
    }
}
