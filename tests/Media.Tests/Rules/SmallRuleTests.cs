using CsCheck;

namespace FChat.Rules;

/// <summary>Pauses, orphans, who talks, candidates.</summary>
public sealed class SmallRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ListedRoom Empty = new(1, "fchat call/1", 0);

    [Fact]
    public void Pauses_double_up_to_the_longest_and_differ_by_chance() => Gen.Select(Gen.Int[1, 1000], Gen.Double[0, 1]).Sample((failures, chance) =>
    {
        TimeSpan first = TimeSpan.FromMilliseconds(250), longest = TimeSpan.FromSeconds(2);
        var whole = Math.Min(250 * Math.Pow(2, Math.Min(failures - 1, 10)), 2000);
        Assert.InRange(Backoff.Pause(failures, first, longest, chance).TotalMilliseconds, (whole / 2) - 1, whole + 1);
    });

    [Fact]
    public void An_empty_room_is_an_orphan_at_the_second_look_after_the_patience()
    {
        var orphans = new OrphanRooms();
        Assert.Empty(orphans.Look([Empty], _ => false, Start, Minute));
        Assert.Empty(orphans.Look([Empty], _ => false, Start + (Minute / 2), Minute));
        Assert.Equal([1], orphans.Look([Empty], _ => false, Start + Minute, Minute));
    }

    [Fact]
    public void A_room_that_was_not_empty_in_between_begins_anew()
    {
        var orphans = new OrphanRooms();
        orphans.Look([Empty], _ => false, Start, Minute);
        orphans.Look([Empty with { Publishers = 1 }], _ => false, Start + (Minute / 2), Minute);
        Assert.Empty(orphans.Look([Empty], _ => false, Start + Minute, Minute));
    }

    [Fact]
    public void Rooms_of_this_silo_and_of_others_than_silos_are_no_orphans()
    {
        var orphans = new OrphanRooms();
        ListedRoom[] rooms = [Empty, new ListedRoom(2, "Demo Room", 0)];
        orphans.Look(rooms, room => room == 1, Start, Minute);
        Assert.Empty(orphans.Look(rooms, room => room == 1, Start + Minute, Minute));
    }

    [Fact]
    public void Who_is_muted_does_not_talk()
    {
        var talk = new TalkState();
        Assert.Equal((true, -20), talk.Hear(true, -20));
        Assert.Null(talk.Hear(true, -22));
        Assert.Equal((false, -127), talk.Mute(true));
        Assert.Null(talk.Hear(false, -60));
        Assert.Null(talk.Hear(true, -22));
        Assert.Equal((true, -22), talk.Mute(false));
        Assert.Equal((false, -61), talk.Hear(false, -61));
        Assert.Null(talk.Mute(true));
    }

    [Theory]
    [InlineData("candidate:1 1 udp 2113937151 192.0.2.2 50000 typ host", "0", null, true)]
    [InlineData("candidate:1 1 udp 2113937151 0f8a.local 50000 typ host generation 0 ufrag abcd network-cost 999", null, 0, true)]
    [InlineData("candidate:1 1 tcp 1518280447 fd00::2 9 typ host tcptype active", "0", 0, true)]
    [InlineData(null, null, null, true)]
    [InlineData("", "0", 0, true)]
    [InlineData("a=candidate:1 1 udp 1 192.0.2.2 50000 typ host", "0", 0, false)]
    [InlineData("candidate:1 1 udp 1 192.0.2.2 50000 typ host", null, null, false)]
    [InlineData("candidate:1 1 udp 1 192.0.2.2 70000 typ host", "0", 0, false)]
    [InlineData("candidate:1 1 udp 1 192.0.2.2 50000 host", "0", 0, false)]
    [InlineData("candidate:1 1 udp 1 192.0.2.2 50000 typ host\r\na=x", "0", 0, false)]
    public void Candidates_are_told_from_nonsense(string? line, string? mid, int? index, bool isValid) =>
        Assert.Equal(isValid, CandidateLine.IsValid(new SfuCandidate(line, mid, index)));

    [Theory]
    [InlineData(465, SfuFault.BadDescription)]
    [InlineData(437, SfuFault.BadDescription)]
    [InlineData(426, SfuFault.NoSuchFeed)]
    [InlineData(428, SfuFault.NoSuchFeed)]
    [InlineData(459, SfuFault.NoSuchFeed)]
    [InlineData(432, SfuFault.Full)]
    [InlineData(403, SfuFault.Unavailable)]
    [InlineData(433, SfuFault.Unavailable)]
    [InlineData(471, SfuFault.Unavailable)]
    [InlineData(499, SfuFault.Unavailable)]
    [InlineData(JanusErrors.Lost, SfuFault.Unavailable)]
    [InlineData(JanusErrors.Late, SfuFault.Unavailable)]
    [InlineData(99999, SfuFault.Unavailable)]
    public void Codes_are_faults(int code, SfuFault fault) => Assert.Equal(fault, JanusErrors.FaultOf(code));

    [Fact]
    public async Task No_media_server_says_so()
    {
        var none = new NoSfu();
        Assert.False(none.IsConfigured);
        Assert.False(none.CanPlace);
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await none.Open(new SfuRoomRequest("call", 1), CancellationToken.None)));
    }
}
