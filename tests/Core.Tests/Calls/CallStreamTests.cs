using CsCheck;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Tests.Calls;

public sealed class CallStreamTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private static readonly UserId Bob = new("bob");
    private static readonly CallId Call = new("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private readonly CallStream _stream = new(Call, 3);

    [Fact]
    public void Broadcasts_and_each_receivers_signals_are_numbered_apart()
    {
        Broadcast(2);
        Signal(3);
        _stream.NumberSignal(new UserId("cid"), SignalEvent, Now);
        Assert.Equal(new SeqState(3, 2, 3), _stream.StateFor(Bob));
        Assert.Equal(new SeqState(3, 2, 1), _stream.StateFor(new UserId("cid")));
    }

    [Fact]
    public void A_device_that_has_everything_gets_an_empty_replay()
    {
        Broadcast(2);
        Signal(1);
        Assert.Empty(_stream.Since(Bob, new SeqState(3, 2, 1))!.Value);
    }

    [Fact]
    public void A_replay_holds_what_was_missed_in_the_order_it_was_told()
    {
        Broadcast(1);
        Signal(1);
        Broadcast(1);
        Signal(1);
        var replay = _stream.Since(Bob, new SeqState(3, 1, 0))!.Value;
        Assert.Equal([typeof(WebRtcSignal), typeof(CallUpdated), typeof(WebRtcSignal)], replay.Select(e => e.Event.GetType()));
        Assert.Equal([1, 2, 2], replay.Select(e => e.Stamp!.Seq));
    }

    [Fact]
    public void Another_epoch_is_answered_by_a_snapshot() => Assert.Null(_stream.Since(Bob, new SeqState(2, 0, 0)));

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Numbers_that_were_never_given_are_answered_by_a_snapshot(long seq, long signalSeq) =>
        Assert.Null(_stream.Since(Bob, new SeqState(3, seq, signalSeq)));

    [Fact]
    public void The_last_512_broadcasts_are_kept_and_no_more()
    {
        Broadcast(600);
        Assert.Equal(512, _stream.Since(Bob, new SeqState(3, 88, 0))!.Value.Length);
        Assert.Null(_stream.Since(Bob, new SeqState(3, 87, 0)));
    }

    [Fact]
    public void The_last_256_signals_are_kept_and_no_more()
    {
        Signal(300);
        Assert.Equal(256, _stream.Since(Bob, new SeqState(3, 0, 44))!.Value.Length);
        Assert.Null(_stream.Since(Bob, new SeqState(3, 0, 43)));
    }

    [Fact]
    public void Signals_are_forgotten_after_a_minute_and_their_numbers_are_not()
    {
        Signal(2);
        _stream.Expire(Now.AddSeconds(60));
        Assert.Equal(2, _stream.Since(Bob, new SeqState(3, 0, 0))!.Value.Length);
        _stream.Expire(Now.AddSeconds(61));
        Assert.Null(_stream.Since(Bob, new SeqState(3, 0, 0)));
        Assert.Equal(2, _stream.StateFor(Bob).SignalSeq);
    }

    [Fact]
    public void Signals_of_any_length_are_replayed_byte_for_byte_whatever_was_forgotten_before() =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 40], Gen.Int[2_000, 6_000]), Gen.Int[0, 9], Gen.Int[0, 15]).List[1, 700].Sample(story =>
        {
            var stream = new CallStream(Call, 3);
            List<(byte[] Bytes, DateTimeOffset At)> told = [];
            var (now, kept) = (Now, 0);
            foreach (var (length, seconds, chance) in story)
            {
                now = now.AddSeconds(seconds / 9);
                var bytes = Enumerable.Range(0, length).Select(i => (byte)(told.Count * 31 + i)).ToArray();
                stream.NumberSignal(Bob, new WebRtcSignal(new UserId("ann"), SignalType.IceCandidate, new SignalPayload(bytes)), now);
                told.Add((bytes, now));
                kept = Math.Min(kept + 1, 256);
                if (chance == 0)
                {
                    stream.Expire(now);
                    kept = told.TakeLast(kept).Count(signal => signal.At >= now.AddSeconds(-60));
                }
            }

            var replay = stream.Since(Bob, new SeqState(3, 0, told.Count - kept))!.Value;
            Assert.Equal(told.TakeLast(kept).Select(signal => signal.Bytes), replay.Select(e => ((WebRtcSignal)e.Event).SignalData.Utf8Json));
            Assert.Equal(Enumerable.Range(told.Count - kept + 1, kept).Select(n => (long)n), replay.Select(e => e.Stamp!.Seq));
            Assert.Null(stream.Since(Bob, new SeqState(3, 0, told.Count - kept - 1)));
        });

    [Fact]
    public void Signals_take_up_64_MiB_at_most_and_whoever_was_sent_the_most_has_theirs_forgotten()
    {
        Signal(1);
        var flooded = new UserId("flooded");
        var large = SignalEvent with { SignalData = new SignalPayload(new byte[Limits.SignalBytes]) };
        var people = Enumerable.Range(0, 20).Select(n => new UserId($"p{n}")).Append(flooded).ToList();
        foreach (var one in people)
        {
            for (var n = 0; n < (one == flooded ? 200 : 50); n++)
            {
                _stream.NumberSignal(one, large, Now);
            }
        }

        Assert.InRange(people.Append(Bob).Sum(KeptBytes), 1, Limits.ReplaySignalBytes);
        Assert.Null(_stream.Since(people[0], new SeqState(3, 0, 0)));
        Assert.Equal(50, _stream.StateFor(people[0]).SignalSeq);
        Assert.Single(_stream.Since(Bob, new SeqState(3, 0, 0))!.Value);
    }

    private long KeptBytes(UserId user)
    {
        var last = _stream.StateFor(user).SignalSeq;
        var kept = Enumerable.Range(0, (int)last + 1).Select(n => _stream.Since(user, new SeqState(3, 0, n))).First(since => since is not null)!.Value;
        return kept.Sum(signal => (long)((WebRtcSignal)signal.Event).SignalData.Utf8Json.Length);
    }

    private static WebRtcSignal SignalEvent => new(new UserId("ann"), SignalType.Offer, new SignalPayload([]));

    private void Broadcast(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _stream.Number(new CallUpdated(null, null, null), Now);
        }
    }

    private void Signal(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _stream.NumberSignal(Bob, SignalEvent, Now);
        }
    }
}
