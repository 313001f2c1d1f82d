using Microsoft.Extensions.Time.Testing;

namespace FChat.Rules;

/// <summary>Requests that wait, and layers that are waited for.</summary>
public sealed class PendingTests
{
    private static readonly string[] Asked = ["0", "0", "0", "0"];

    [Fact]
    public async Task An_ack_is_no_answer_unless_nothing_else_comes()
    {
        var pending = new PendingRequests();
        var (first, answer) = pending.Begin(untilAck: false);
        var (second, acknowledged) = pending.Begin(untilAck: true);
        Assert.True(pending.Take(Told(JanusKind.Ack, first)));
        Assert.False(answer.IsCompleted);
        Assert.True(pending.Take(Told(JanusKind.Ack, second)));
        Assert.Equal(JanusKind.Ack, (await acknowledged).Kind);
        Assert.True(pending.Take(Told(JanusKind.Event, first)));
        Assert.Equal(JanusKind.Event, (await answer).Kind);
    }

    [Fact]
    public void What_nobody_waits_for_is_not_taken()
    {
        var pending = new PendingRequests();
        var (transaction, _) = pending.Begin(untilAck: false);
        pending.Forget(transaction);
        Assert.False(pending.Take(Told(JanusKind.Event, transaction)));
        Assert.False(pending.Take(Told(JanusKind.Event, null)));
    }

    [Fact]
    public async Task When_all_is_over_those_who_wait_hear_of_it_and_those_who_come_later()
    {
        var pending = new PendingRequests();
        var before = pending.Begin(untilAck: false).Answer;
        pending.End(JanusMessage.None(JanusErrors.Lost, "gone"));
        Assert.Equal(JanusErrors.Lost, (await before).ErrorCode);
        Assert.Equal(JanusErrors.Lost, (await pending.Begin(untilAck: true).Answer).ErrorCode);
    }

    [Fact]
    public void A_layer_that_does_not_come_is_asked_for_four_times_more()
    {
        var (chase, time, asked) = Chase();
        chase.Want(0);
        Wait(time, 60);
        Assert.Equal(Asked, asked);
    }

    [Fact]
    public void A_layer_that_came_is_not_asked_for_again()
    {
        var (chase, time, asked) = Chase();
        chase.Want(0);
        Wait(time, 1);
        chase.Came(0);
        Wait(time, 60);
        Assert.Equal(["0"], asked);
    }

    [Fact]
    public void Who_wants_another_layer_asks_for_the_former_no_longer()
    {
        var (chase, time, asked) = Chase();
        chase.Want(0);
        chase.Want(2);
        Wait(time, 1);
        chase.Stop();
        Wait(time, 60);
        Assert.Equal(["2"], asked);
    }

    private static (LayerChase Chase, FakeTimeProvider Time, List<string> Asked) Chase()
    {
        var time = new FakeTimeProvider();
        var asked = new List<string>();
        return (new LayerChase(substream => { asked.Add($"{substream}"); return Task.CompletedTask; }, time), time, asked);
    }

    // In small steps: each pause begins when the one before is over.
    private static void Wait(FakeTimeProvider time, int seconds)
    {
        for (var i = 0; i < seconds * 10; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private static JanusMessage Told(JanusKind kind, string? transaction) => new(kind, transaction, 0, 0, "");
}
