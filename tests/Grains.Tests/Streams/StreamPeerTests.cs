using System.Globalization;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Serialization;
using Peer = FChat.Streams.StreamPeer<string, int, string, int>;

namespace FChat.Streams;

public sealed class StreamPeerTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _gate = new();
    private SocketPair _sockets = null!;
    private Peer _asking = null!;
    private Peer _asked = null!;

    public async ValueTask InitializeAsync()
    {
        _sockets = await SocketPair.Open();
        var tongue = new StreamTongue<string, int>(
            new SerializerCodec<string>(_services.GetRequiredService<Serializer<string>>()), new SerializerCodec<int>(_services.GetRequiredService<Serializer<int>>()));
        _asking = new Peer(_sockets.One, tongue, tongue, Answer, _time);
        _asked = new Peer(_sockets.Other, tongue, tongue, Answer, _time);
        _asking.Start();
        _asked.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _asking.Dispose();
        _asked.Dispose();
        _sockets.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Questions_of_both_ends_are_answered_each_with_its_own()
    {
        var there = Enumerable.Range(0, 500).Select(n => _asking.Ask($"{n}"));
        var back = Enumerable.Range(500, 500).Select(n => _asked.Ask($"{n}"));

        Assert.Equal(Enumerable.Range(0, 1_000), await Task.WhenAll(there.Concat(back)).Soon());
    }

    [Fact]
    public async Task A_question_that_takes_long_holds_up_no_other()
    {
        var slow = _asking.Ask("slow");
        Assert.Equal(1, await _asking.Ask("1").Soon());
        Assert.False(slow.IsCompleted);
        _gate.SetResult();

        Assert.Equal(-1, await slow.Soon());
    }

    [Theory, InlineData("fails at once"), InlineData("fails later")]
    public async Task Whoever_cannot_answer_says_so_and_goes_on(string question)
    {
        var failing = _asking.Ask(question);
        _gate.SetResult();

        await Assert.ThrowsAsync<StreamFailureException>(() => failing.Soon());
        Assert.Equal(1, await _asking.Ask("1").Soon());
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_ends_the_stream()
    {
        var slow = _asking.Ask("slow");
        _time.Advance(Peer.Patience - TimeSpan.FromMilliseconds(500));
        Assert.Equal(1, await _asking.Ask("1").Soon());
        Assert.False(slow.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => slow.Soon());
        Assert.IsType<TimeoutException>(await _asking.Ended.Soon());
        await _asked.Ended.Soon();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task When_the_connection_is_cut_what_waits_fails_at_once_and_nothing_more_is_asked(bool isCutThere)
    {
        var waiting = new[] { _asking.Ask("slow"), _asking.Ask("slow") };
        (isCutThere ? _sockets.Other : _sockets.One).Dispose();

        foreach (var question in waiting)
        {
            Assert.True((await Assert.ThrowsAsync<StreamLostException>(() => question.Soon())).WasSent);
        }

        await _asking.Ended.Soon();
        Assert.False((await Assert.ThrowsAsync<StreamLostException>(() => _asking.Ask("1").Soon())).WasSent);
    }

    [Fact]
    public async Task A_question_that_is_too_large_is_not_sent_and_costs_only_itself()
    {
        var question = _asking.Ask(new string('x', FrameBuffer.Most));

        Assert.False((await Assert.ThrowsAsync<StreamLostException>(() => question.Soon())).WasSent);
        Assert.Equal(1, await _asking.Ask("1").Soon());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_stream_that_is_left_ends_when_both_ends_have_their_answers(bool leavesAsking)
    {
        var slow = _asking.Ask("slow");
        await _asking.Ask("1").Soon();
        var leaving = (leavesAsking ? _asking : _asked).Leave(TimeSpan.FromMinutes(1));
        Assert.False((await Assert.ThrowsAsync<StreamLostException>(() => (leavesAsking ? _asking : _asked).Ask("2").Soon())).WasSent);
        Assert.False(_asking.Ended.IsCompleted);
        _gate.SetResult();

        Assert.Equal(-1, await slow.Soon());
        await leaving.Soon();
        Assert.Null(await _asking.Ended.Soon());
        Assert.Null(await _asked.Ended.Soon());
    }

    [Fact]
    public async Task Two_that_leave_at_once_both_go()
    {
        await Task.WhenAll(_asking.Leave(TimeSpan.FromMinutes(1)), _asked.Leave(TimeSpan.FromMinutes(1))).Soon();

        Assert.Null(await _asking.Ended.Soon());
    }

    [Fact]
    public async Task Garbage_ends_the_stream()
    {
        await _sockets.One.SendAsync("GET / HTTP/1.1\r\n"u8.ToArray());

        Assert.IsType<InvalidDataException>(await _asked.Ended.Soon());
    }

    [Fact]
    public async Task A_frame_whose_content_is_garbage_ends_the_stream()
    {
        await _sockets.One.SendAsync(new byte[] { 8, 0, 0, 0, 1, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF });

        Assert.NotNull(await _asked.Ended.Soon());
    }

    [Fact]
    public async Task An_answer_that_is_garbage_ends_the_stream_and_its_question()
    {
        var question = _asking.Ask("slow");
        await _sockets.Other.SendAsync(new byte[] { 8, 0, 0, 0, 2, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF });

        await Assert.ThrowsAsync<StreamLostException>(() => question.Soon());
    }

    private async Task<int> Answer(string question)
    {
        if (question == "fails at once")
        {
            throw new InvalidOperationException();
        }

        if (!int.TryParse(question, CultureInfo.InvariantCulture, out var number))
        {
            await _gate.Task;
        }

        return question == "fails later" ? throw new InvalidOperationException() : number == 0 && question == "slow" ? -1 : number;
    }
}
