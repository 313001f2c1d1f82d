using System.Net.WebSockets;
using FChat.Gateway.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>The end of a direct socket after its hub's.</summary>
public sealed class SocketClosingTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly FakeTimeProvider time = new();
    private readonly OpenedSocket open;
    private readonly Task receiving;

    public SocketClosingTests()
    {
        open = new OpenedSocket(time);
        receiving = open.Connection.Receive();
    }

    [Fact]
    public async Task The_end_is_said_and_the_clients_awaited()
    {
        var closing = Close();
        Assert.Equal((WebSocketCloseStatus.NormalClosure, false), (open.Socket.Said, closing.IsCompleted));

        open.Socket.BringClose();

        await closing.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(SocketClosing.Patience * 2);
        Assert.False(open.IsCut);
    }

    [Fact]
    public async Task The_clients_end_is_answered()
    {
        open.Socket.BringClose();
        await receiving.WaitAsync(TimeSpan.FromSeconds(10));

        await Close().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((WebSocketState.Closed, false), (open.Socket.State, open.IsCut));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_client_that_does_not_answer_or_does_not_even_take_the_end_is_cut_when_its_time_is_over(bool isStuck)
    {
        var taken = new TaskCompletionSource();
        open.Socket.OnClose = () => isStuck ? taken.Task : Task.CompletedTask;
        var closing = Close();
        time.Advance(SocketClosing.Patience - Moment);
        var before = open.IsCut;
        open.Socket.Bring("it goes on talking");

        time.Advance(Moment);
        taken.SetException(new OperationCanceledException());

        await closing.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((false, true), (before, open.IsCut));
    }

    [Fact]
    public async Task To_a_client_that_is_gone_nothing_is_said()
    {
        open.Socket.Fail(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        await receiving.WaitAsync(TimeSpan.FromSeconds(10));

        await Close().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Null(open.Socket.Said);
    }

    [Fact]
    public async Task What_a_client_goes_on_to_say_keeps_its_end_from_nobody()
    {
        for (var frame = 0; frame < 100; frame++)
        {
            open.Socket.Bring(new string('x', 4_000));
        }

        var closing = Close();
        open.Socket.BringClose();

        await closing.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((WebSocketState.Closed, false), (open.Socket.State, open.IsCut));
    }

    private Task Close()
    {
        open.Connection.LeaveHub();
        return SocketClosing.Run(open.Connection, open.Socket, receiving, WebSocketCloseStatus.NormalClosure, time);
    }
}
