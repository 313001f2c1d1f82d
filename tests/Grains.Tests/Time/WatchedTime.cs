using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Time;

/// <summary>Fake time that says when somebody has begun to wait, so that a test advances it neither too early nor by trial.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for exactly that long, then lets the time pass.</summary>
    public async Task Pass(TimeSpan wait)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await _waits.Reader.ReadAsync(patience.Token) != wait)
        {
        }

        Advance(wait);
    }

    /// <summary>Waits until somebody waits, then lets as much time pass.</summary>
    /// <returns>How long that was.</returns>
    public async Task<TimeSpan> PassNext()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var wait = await _waits.Reader.ReadAsync(patience.Token);
        Advance(wait);
        return wait;
    }
}
