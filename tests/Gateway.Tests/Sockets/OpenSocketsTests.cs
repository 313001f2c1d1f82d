using FChat.Gateway.Sockets;
using FChat.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>The pulse of the direct sockets, and their common end.</summary>
public sealed class OpenSocketsTests : IDisposable
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly CapturedLogs logs = new();
    private readonly LoggerFactory factory;
    private readonly OpenSockets sockets;

    public OpenSocketsTests()
    {
        factory = new LoggerFactory([logs]);
        sockets = new OpenSockets(factory.CreateLogger<OpenSockets>());
    }

    public void Dispose() => factory.Dispose();

    [Fact]
    public async Task Every_second_SignalR_has_its_turn()
    {
        var beats = 0;
        var open = Open();
        open.Connection.Features.Get<IConnectionHeartbeatFeature>()!.OnHeartbeat(_ => beats++, "first");
        open.Connection.OnHeartbeat(state => beats += (int)state, 10);
        using var pulse = new SocketPulse(sockets, time);
        await pulse.StartAsync(CancellationToken.None);

        for (var seconds = 1; seconds <= 3; seconds++)
        {
            await Eventually.So(() => Ticked(() => beats == 11 * seconds));
        }

        sockets.Remove(open.Connection);
        await pulse.StopAsync(CancellationToken.None);

        bool Ticked(Func<bool> isSo)
        {
            if (!isSo())
            {
                time.Advance(SocketPulse.Interval);
            }

            return isSo();
        }
    }

    [Fact]
    public void A_connection_whose_heartbeat_fails_is_cut_and_no_other()
    {
        var (failing, beats) = (Open(), 0);
        failing.Connection.OnHeartbeat(_ => throw new InvalidOperationException("a defect"), "");
        OpenedSocket[] others = [.. Enumerable.Range(0, 20).Select(_ => Open())];
        foreach (var other in others)
        {
            other.Connection.OnHeartbeat(_ => beats++, "");
        }

        sockets.Beat(time.GetUtcNow());

        Assert.Equal(others.Length, beats);
        Assert.True(failing.IsCut);
        Assert.DoesNotContain(others, other => other.IsCut);
        Assert.Contains("a defect", Assert.Single(logs.Errors).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_is_asked_to_end_when_the_token_has_expired_and_not_before()
    {
        var open = Open(time.GetUtcNow().AddSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));
        sockets.Beat(time.GetUtcNow());
        var atExpiry = open.Connection.ConnectionClosedRequested.IsCancellationRequested;

        time.Advance(TimeSpan.FromSeconds(1));
        sockets.Beat(time.GetUtcNow());

        await open.CloseRequested;
        Assert.False(atExpiry);
        Assert.False(open.IsCut);
    }

    [Fact]
    public void A_stuck_send_is_cut_though_nothing_more_is_written()
    {
        var open = Open();
        open.Socket.OnSend = () => new ValueTask(new TaskCompletionSource().Task);
        open.Connection.Output.GetSpan(1);
        open.Connection.Output.Advance(1);
        _ = open.Connection.Output.FlushAsync().AsTask();
        sockets.Beat(time.GetUtcNow());
        var atOnce = open.IsCut;

        time.Advance(SocketWriting.LongestSend + SocketPulse.Interval);
        sockets.Beat(time.GetUtcNow());

        Assert.Equal((false, true), (atOnce, open.IsCut));
    }

    [Fact]
    public async Task All_are_asked_to_end_and_those_too_that_come_later()
    {
        var (early, gone) = (Open(), Open());
        sockets.Remove(gone.Connection);

        sockets.CloseAll();
        var late = Open();

        await early.CloseRequested;
        await late.CloseRequested;
        Assert.False(gone.Connection.ConnectionClosedRequested.IsCancellationRequested);
    }

    [Fact]
    public void A_request_that_is_over_is_cut_by_nobody()
    {
        var open = Open();
        open.Connection.End();

        open.Connection.Abort();

        Assert.False(open.IsCut);
    }

    [Fact]
    public async Task Who_wakes_the_hub_to_end_it_does_not_run_its_end()
    {
        var open = Open();
        var (waking, wakes) = (Environment.CurrentManagedThreadId, true);
        var end = IsRunByTheWaker();

        open.Connection.Input.CancelPendingRead();
        Volatile.Write(ref wakes, false);

        Assert.False(await end.WaitAsync(TimeSpan.FromSeconds(10)));

        async Task<bool> IsRunByTheWaker()
        {
            Assert.True((await open.Connection.Input.ReadAsync().ConfigureAwait(false)).IsCanceled);
            return Volatile.Read(ref wakes) && Environment.CurrentManagedThreadId == waking;
        }
    }

    [Fact]
    public void The_hub_finds_the_request() => Assert.All([Open()], open => Assert.Same(open.Http, open.Connection.Features.Get<IHttpContextFeature>()!.HttpContext));

    private OpenedSocket Open(DateTimeOffset? expires = null)
    {
        var open = new OpenedSocket(time, expires);
        sockets.Add(open.Connection);
        return open;
    }
}
