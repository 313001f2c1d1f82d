using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using FChat.Gateway.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>What is written to a direct socket, and how writing ends.</summary>
public sealed class SocketWritingTests : ITransferFormatFeature, IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ScriptedSocket socket = new();
    private readonly SocketWriting writing;
    private int cuts;

    public SocketWritingTests() => writing = new SocketWriting(socket, this, time, () => cuts++);

    public TransferFormat SupportedFormats => TransferFormat.Text | TransferFormat.Binary;

    public TransferFormat ActiveFormat { get; set; } = TransferFormat.Text;

    public static TheoryData<Exception, bool> NormalEnds => new()
    {
        { new WebSocketException(WebSocketError.ConnectionClosedPrematurely), true },
        { new WebSocketException(WebSocketError.InvalidState), false },
        { new ConnectionAbortedException(), false },
        { new ConnectionResetException("reset"), true },
    };

    public void Dispose() => socket.Dispose();

    [Fact]
    public void A_flush_is_one_message_in_however_many_pieces_it_was_written()
    {
        var expected = new StringBuilder();
        for (var piece = 1; piece <= 3_000; piece++)
        {
            var text = $"{piece},";
            expected.Append(text);
            writing.Advance(Encoding.UTF8.GetBytes(text, piece % 2 == 0 ? writing.GetSpan(text.Length) : writing.GetMemory(text.Length).Span));
        }

        writing.Write(new byte[100_000]);
        Flush();

        Assert.Equal([(WebSocketMessageType.Text, expected + new string('\0', 100_000))], socket.Sent);
    }

    [Fact]
    public void The_next_flush_is_the_next_message()
    {
        WriteAndFlush("one");
        WriteAndFlush("two");
        Flush();

        Assert.Equal(["one", "two"], socket.Sent.Select(message => message.Text));
    }

    [Fact]
    public void Messages_are_binary_where_the_protocol_is()
    {
        ActiveFormat = TransferFormat.Binary;

        WriteAndFlush("pack");

        Assert.Equal([(WebSocketMessageType.Binary, "pack")], socket.Sent);
    }

    [Fact]
    public void The_buffer_goes_back_with_the_flush()
    {
        WriteAndFlush("one");

        Assert.Same(socket.LastArray, ArrayPool<byte>.Shared.Rent(socket.LastArray.Length));
    }

    [Fact]
    public async Task The_buffer_is_nobody_elses_while_a_send_uses_it()
    {
        var sent = Stall();
        var flushing = Begin("slow");
        var rented = Enumerable.Range(0, 100).Select(_ => ArrayPool<byte>.Shared.Rent(socket.LastArray.Length)).ToList();

        Assert.DoesNotContain(rented, array => array == socket.LastArray);
        Assert.Equal("slow", Encoding.UTF8.GetString(socket.LastBuffer.Span));
        Assert.False(flushing.IsCompleted);
        sent.SetResult();
        Assert.Equal((false, false), Outcome(await flushing));
    }

    [Theory, MemberData(nameof(NormalEnds))]
    public async Task A_send_that_fails_ends_the_connection(Exception end, bool isLate)
    {
        var sent = Stall();
        socket.OnSend = isLate ? socket.OnSend : () => ValueTask.FromException(end);
        var flushing = Begin("lost");
        sent.TrySetException(end);

        Assert.Equal((false, true), Outcome(await flushing));
        Assert.Equal(1, cuts);
        Assert.True(WriteAndFlush("more").IsCompleted);
        Assert.Single(socket.Sent);
    }

    [Fact]
    public async Task A_send_that_fails_as_none_should_is_not_hidden()
    {
        socket.OnSend = () => ValueTask.FromException(new InvalidOperationException("a defect"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Begin("lost"));
    }

    [Fact]
    public void Cancelling_without_a_send_is_told_by_the_next_flush_alone()
    {
        writing.CancelPendingFlush();

        Assert.Equal((true, false), Outcome(WriteAndFlush("last")));
        Assert.Equal((false, false), Outcome(WriteAndFlush("and more")));
        Assert.Equal(0, cuts);
    }

    [Theory]
    [InlineData(10.0, false, 0)]
    [InlineData(10.1, false, 1)]
    [InlineData(1.0, true, 0)]
    [InlineData(1.1, true, 1)]
    public void A_send_that_is_stuck_is_cut_when_it_is_looked_at(double seconds, bool isCancelled, int expected)
    {
        Stall();
        _ = Begin("stuck");
        if (isCancelled)
        {
            writing.CancelPendingFlush();
        }

        time.Advance(TimeSpan.FromSeconds(seconds));
        writing.Check();

        Assert.Equal(expected, cuts);
    }

    [Theory, InlineData(0.9, 0), InlineData(1.1, 1)]
    public void Cancelling_cuts_a_send_that_is_stuck_already(double seconds, int expected)
    {
        Stall();
        _ = Begin("stuck");
        time.Advance(TimeSpan.FromSeconds(seconds));

        writing.CancelPendingFlush();

        Assert.Equal(expected, cuts);
    }

    [Fact]
    public async Task A_send_that_is_done_is_not_stuck_however_late_it_is_looked_at()
    {
        var sent = Stall();
        var flushing = Begin("slow");
        writing.CancelPendingFlush();
        sent.SetResult();

        Assert.Equal((true, false), Outcome(await flushing));
        time.Advance(TimeSpan.FromMinutes(1));
        writing.Check();
        Assert.Equal(0, cuts);
    }

    [Fact]
    public void After_the_end_what_a_late_writer_writes_falls_away_and_his_buffer_is_nobody_elses()
    {
        var memory = writing.GetMemory(700);
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray<byte>(memory, out var his);
        writing.Complete();

        Assert.DoesNotContain(Enumerable.Range(0, 100).Select(_ => ArrayPool<byte>.Shared.Rent(his.Array!.Length)), array => array == his.Array);
        writing.Advance(5);
        Assert.True(Flush().IsCompleted);
        Assert.True(WriteAndFlush("later still").IsCompleted);
        Assert.Empty(socket.Sent);
    }

    [Fact]
    public void No_more_can_be_advanced_than_was_given()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => writing.Advance(1));
        var given = writing.GetMemory(10).Length;

        Assert.Throws<ArgumentOutOfRangeException>(() => writing.Advance(given + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writing.Advance(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writing.GetMemory(-1));
    }

    private static (bool IsCanceled, bool IsCompleted) Outcome(FlushResult result) => (result.IsCanceled, result.IsCompleted);

    private TaskCompletionSource Stall()
    {
        var sent = new TaskCompletionSource();
        socket.OnSend = () => new ValueTask(sent.Task);
        return sent;
    }

    private FlushResult Flush()
    {
        var flushing = writing.FlushAsync().AsTask();
        Assert.True(flushing.IsCompletedSuccessfully);
        return flushing.Result;
    }

    private FlushResult WriteAndFlush(string text)
    {
        writing.Write(Encoding.UTF8.GetBytes(text));
        return Flush();
    }

    private Task<FlushResult> Begin(string text)
    {
        writing.Write(Encoding.UTF8.GetBytes(text));
        return writing.FlushAsync().AsTask();
    }
}
