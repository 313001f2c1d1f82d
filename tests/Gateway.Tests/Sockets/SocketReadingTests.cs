using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using FChat.Gateway.Sockets;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>What comes from a direct socket, and how it ends.</summary>
public sealed class SocketReadingTests : IDisposable
{
    private readonly ScriptedSocket socket = new();
    private readonly Pipe pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline));
    private readonly Task receiving;

    public SocketReadingTests() => receiving = new SocketReading(socket, pipe.Writer).Run();

    public void Dispose() => socket.Dispose();

    [Fact]
    public async Task What_comes_is_read_in_its_order_and_then_the_clients_end()
    {
        var large = new string('x', 20_000);
        socket.Bring("one");
        socket.Bring(large);
        socket.BringClose();

        Assert.Equal("one" + large, await ReadToEnd());
        await receiving.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Who_waits_holds_no_memory()
    {
        socket.Bring("one");
        await Eventually.So(() => socket.Rooms.Count == 3);

        Assert.Equal([true, false, true], socket.Rooms.Select(room => room == 0));
    }

    [Fact]
    public async Task A_client_that_is_gone_is_the_end_after_all_that_came_before()
    {
        socket.Bring("last words");
        socket.Fail(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));

        Assert.Equal("last words", await ReadToEnd());
        await receiving.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_failure_that_none_should_be_ends_the_reading_and_is_not_hidden()
    {
        socket.Fail(new InvalidOperationException("a defect"));

        Assert.Equal("", await ReadToEnd());
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiving.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task What_comes_when_nobody_reads_any_more_does_not_keep_the_clients_end_away()
    {
        for (var frame = 0; frame < 100; frame++)
        {
            socket.Bring(new string('x', 4_000));
        }

        await pipe.Reader.ReadAsync();
        await pipe.Reader.CompleteAsync();
        socket.BringClose();

        await receiving.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(WebSocketState.CloseReceived, socket.State);
    }

    private async Task<string> ReadToEnd()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (true)
        {
            var read = await pipe.Reader.ReadAsync(patience.Token);
            if (read.IsCompleted)
            {
                return Encoding.UTF8.GetString(read.Buffer);
            }

            pipe.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
