using CsCheck;
using FChat.Core.Webhooks;
using FChat.Webhooks;

namespace FChat.Tests.Webhooks;

public sealed class WebhookBacklogTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly WebhookPatience Patience = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), TimeSpan.FromMinutes(5));

    [Fact]
    public void Events_of_one_call_go_one_after_another_and_those_of_others_beside_them()
    {
        var backlog = Of(("a", 1), ("a", 2), ("b", 1));

        var first = backlog.Take(10, Start);
        Assert.Equal(["a1", "b1"], first.Select(Name));
        Assert.Empty(backlog.Take(10, Start));

        backlog.Done(first[0]);
        Assert.Equal(["a2"], backlog.Take(10, Start).Select(Name));
    }

    [Fact]
    public void One_that_fails_holds_up_its_own_call_only_and_rests_longer_each_time()
    {
        var backlog = Of(("a", 1), ("a", 2), ("b", 1), ("b", 2));
        var a1 = backlog.Take(10, Start)[0];
        Assert.True(backlog.Failed(a1, Start));
        backlog.Done(new StoredCallEvent(3, new CallId("b"), 1, Start, ""));
        Assert.Equal(["b2"], backlog.Take(10, Start).Select(Name));

        var rests = new List<double>();
        var now = Start;
        for (var i = 0; i < 5; i++)
        {
            rests.Add((backlog.NextDue()!.Value - now).TotalSeconds);
            Assert.Empty(backlog.Take(10, backlog.NextDue()!.Value - TimeSpan.FromTicks(1)));
            now = backlog.NextDue()!.Value;
            Assert.Equal(["a1"], backlog.Take(10, now).Select(Name));
            backlog.Failed(a1, now);
        }

        Assert.Equal([1, 2, 4, 8, 8], rests);
    }

    [Fact]
    public void One_that_failed_for_too_long_is_given_up_and_its_calls_next_is_sent()
    {
        var backlog = Of(("a", 1), ("a", 2));
        var a1 = Assert.Single(backlog.Take(10, Start));
        backlog.Failed(a1, Start);
        backlog.Take(10, Start + Patience.GiveUpAfter);

        Assert.False(backlog.Failed(a1, Start + Patience.GiveUpAfter));

        Assert.Equal(["a2"], backlog.Take(10, Start + Patience.GiveUpAfter).Select(Name));
        Assert.Equal(1, backlog.Position);
    }

    [Fact]
    public void The_position_is_before_the_first_that_is_not_done_and_what_was_added_is_not_added_again()
    {
        var backlog = Of(("a", 1), ("b", 1), ("c", 1));
        var taken = backlog.Take(10, Start);
        backlog.Done(taken[2]);
        backlog.Done(taken[1]);
        Assert.Equal((0, 3), (backlog.Position, backlog.Read));

        backlog.Done(taken[0]);
        Assert.Equal(3, backlog.Position);
        backlog.Add(taken);
        Assert.Equal(0, backlog.Count);
    }

    [Fact]
    public void Whatever_fails_each_calls_events_are_taken_in_order_and_none_is_passed_by() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 40], Gen.Bool.Array[200]).Sample((calls, outcomes) =>
        {
            var backlog = new WebhookBacklog(0, 1_000, Patience);
            var seqs = new Dictionary<int, long>();
            backlog.Add(calls.Select((call, i) => new StoredCallEvent(i + 1, new CallId($"{call}"), seqs[call] = seqs.GetValueOrDefault(call) + 1, Start, "")));
            var done = new List<StoredCallEvent>();
            var now = Start;
            for (var i = 0; backlog.Count > 0; now = backlog.NextDue() is { } due && due > now ? due : now)
            {
                foreach (var taken in backlog.Take(3, now))
                {
                    if (i >= outcomes.Length || outcomes[i++])
                    {
                        backlog.Done(taken);
                        done.Add(taken);
                    }
                    else
                    {
                        Assert.True(backlog.Failed(taken, Start));
                    }

                    var undone = Enumerable.Range(1, calls.Length).Except(done.Select(e => (int)e.Position)).DefaultIfEmpty(calls.Length + 1).Min();
                    Assert.Equal(undone - 1, backlog.Position);
                }
            }

            Assert.All(done.GroupBy(e => e.Call), call => Assert.Equal(Enumerable.Range(1, call.Count()).Select(n => (long)n), call.Select(e => e.Seq)));
            Assert.Equal(calls.Length, done.Count);
        });

    private static WebhookBacklog Of(params (string Call, long Seq)[] events)
    {
        var backlog = new WebhookBacklog(0, 100, Patience);
        backlog.Add(events.Select((e, i) => new StoredCallEvent(i + 1, new CallId(e.Call), e.Seq, Start, "")));
        return backlog;
    }

    private static string Name(StoredCallEvent stored) => $"{stored.Call}{stored.Seq}";
}
