using System.Collections.Immutable;
using System.Globalization;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Tests.Calls;

/// <summary>What a call of a thousand takes up, and what bounds it. Alone, for what other tests take up would be counted.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LargeCallTests
{
    private const string Name = "measures memory";
    private const int People = 1_000;
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private static readonly CallId Id = new("01ARZ3NDEKTSV4RRFFQ69G5FAV");

    [Fact]
    public void A_thousand_participants_take_up_less_than_two_kilobytes_each() =>
        Measure("participants of a call of 1,000, in memory", 2_000, () => Joined());

    [Fact]
    public void All_that_is_kept_to_be_replayed_takes_up_less_than_twelve_kilobytes_for_each_of_a_thousand()
    {
        var call = Joined();
        Measure("512 events of 100 participants each, kept for a call of 1,000", 8_000, () => Broadcasts(call));
        Measure("10 signals of 400 bytes to each of 1,000, kept for a minute", 4_000, () => Signals(10, 400));
    }

    [Fact]
    public void A_flood_of_large_signals_to_everybody_takes_up_no_more_than_the_bound() =>
        Measure("20 signals of 8 KiB to each of 1,000, 164 MB in all", (Limits.ReplaySignalBytes / People) + 5_000, () => Signals(20, 8 * 1024));

    [Fact]
    public void Ten_thousand_commands_are_remembered_for_two_minutes_and_the_next_is_told_to_wait()
    {
        var remembered = Enumerable.Range(0, Limits.CallReceipts - 1).Select(n => new Receipt(User(n % People), new CommandId($"c{n}"), Now));
        var call = Decide(Joined() with { Receipts = [.. remembered] }, Toggle(Limits.CallReceipts - 1), Now).Next;
        Assert.Equal(Limits.CallReceipts, call.Receipts.Count);
        Assert.Equal(ErrorCode.RateLimited, Decide(call, Toggle(Limits.CallReceipts), Now).Refusal?.Code);
        Assert.Null(Decide(call, Toggle(0), Now).Refusal); // a repetition is none the worse
        Assert.Null(Decide(call, new UpdateMediaState(User(1), null, true, null, null, null), Now).Refusal);
        Assert.Null(Decide(call, Toggle(Limits.CallReceipts), Now + Limits.CommandMemory + TimeSpan.FromSeconds(1)).Refusal);
    }

    private static UpdateMediaState Toggle(int n) => new(User(n % People), new CommandId($"c{n}"), Muted: true, null, null, null);

    private static Decision Decide(CallState call, CallCommand command, DateTimeOffset now) => CallMachine.Decide(call, command, now, CallRules.Default);

    private static UserId User(int n) => new(string.Create(CultureInfo.InvariantCulture, $"user-{n:000}@example.org"));

    private static CallState Joined()
    {
        var people = Enumerable.Range(0, People).Select(User).ToImmutableArray();
        var roster = new RoomRoster(new RoomId("room"), 1, people[0], [.. people.Select(one => new RosterMember(one, $"Somebody Called {one.Value}"))], []);
        var call = CallMachine.Create(Id, new CreateCall(people[0], CallType.Video, [.. people.Skip(1)], roster), Now, CallRules.Default).Next;
        return people.Aggregate(call, (joined, one) => Decide(joined, new JoinCall(one, null, null, new Seat(new GatewayId("g1"), new ConnectionId($"connection of {one.Value}"), new DeviceId($"device of {one.Value}"))), Now).Next);
    }

    private static CallStream Broadcasts(CallState call)
    {
        var stream = new CallStream(Id, 1);
        for (var n = 0; n < Limits.ReplayEvents; n++)
        {
            stream.Number(new CallParticipantJoined([.. call.Participants.Values.Take(100).Select(one => one.View())]), Now);
        }

        return stream;
    }

    private static CallStream Signals(int each, int bytes)
    {
        var stream = new CallStream(Id, 1);
        for (var n = 0; n < each * People; n++)
        {
            stream.NumberSignal(User(n % People), new WebRtcSignal(User(0), SignalType.IceCandidate, new SignalPayload(new byte[bytes])), Now);
        }

        return stream;
    }

    private static void Measure(string what, long most, Func<object> make)
    {
        make(); // what is made once for the process
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = make();
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / People;
        GC.KeepAlive(kept);
        Tell(what, string.Create(CultureInfo.InvariantCulture, $"{each:N0} bytes for each participant"));
        Assert.InRange(each, 1, most);
    }

    private static void Tell(string what, string count)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {count}");
        if (Environment.GetEnvironmentVariable("FCHAT_TEST_REPORTS") is { Length: > 0 } reports)
        {
            File.AppendAllText(Path.Combine(reports, "counts.txt"), $"{what}: {count}\n");
        }
    }
}
