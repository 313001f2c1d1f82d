using System.Threading.Channels;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Lifecycles;

namespace FChat.LoadTests.Shapes;

public sealed class LifecycleSeatTests
{
    private readonly Faults _faults = new("m");
    private readonly LifecycleSeat _seat;

    public LifecycleSeatTests() => _seat = new LifecycleSeat(_faults);

    [Fact]
    public async Task An_event_that_came_before_it_was_awaited_counts()
    {
        _seat.OnEvent("call_initiated"u8, """{"epoch":1,"call":{"call_session_id":"other"},"call_session_id":"A"}"""u8);

        await _seat.RingAsync("A", TestContext.Current.CancellationToken);

        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public async Task The_end_of_another_call_is_told_and_not_taken_for_the_awaited_one()
    {
        _seat.OnEvent("call_ended"u8, """{"call_session_id":"A"}"""u8);
        _seat.OnEvent("call_ended"u8, """{"call_session_id":"B"}"""u8);

        await _seat.EndAsync("B", TestContext.Current.CancellationToken);

        Assert.StartsWith("m: unexpected: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public async Task A_second_end_of_the_same_call_is_doubled()
    {
        _seat.OnEvent("call_ended"u8, """{"call_session_id":"A"}"""u8);
        _seat.OnEvent("call_ended"u8, """{"call_session_id":"A"}"""u8);

        await _seat.EndAsync("A", TestContext.Current.CancellationToken);
        _seat.Settle();

        Assert.StartsWith("m: doubled: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public async Task A_lost_connection_ends_the_waiting()
    {
        _seat.OnLost("gone");

        await Assert.ThrowsAsync<ChannelClosedException>(() => _seat.RingAsync("A", TestContext.Current.CancellationToken));
    }
}
