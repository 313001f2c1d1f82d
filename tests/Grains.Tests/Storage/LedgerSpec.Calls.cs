using FChat.Calls;
using FChat.Directory;
using FChat.Ledger;
using static FChat.Storage.Rows;

namespace FChat.Storage;

public abstract partial class LedgerSpec
{
    [Fact]
    public async Task A_call_is_read_with_every_field_that_was_written()
    {
        var alice = new UserId("alice");
        var end = At(0.123456);
        await Write(new LedgerRows
        {
            Calls = [new CallRow(CallNumber(1), Room, CallType.Video, CallStatus.Failed, alice, At(0), At(2), end, At(45), EndReason.ConnectionLost, alice, 7, null, 3)],
            Participants = [new ParticipantRow(CallNumber(1), alice, "Alice Ä.", ParticipantRole.Host, ParticipantStatus.Left, At(1), end, 3)],
        });

        var call = Assert.Single((await History()).Calls);

        var participant = new ParticipantSummary(alice, "Alice Ä.", ParticipantStatus.Left, ParticipantRole.Host, At(1), end);
        Assert.Equal([participant], call.Participants);
        Assert.Equal(
            new CallSummary(CallNumber(1), Room, CallType.Video, CallStatus.Failed, alice, At(0), At(2), end, At(45), EndReason.ConnectionLost, 7, call.Participants),
            call);
    }

    [Theory]
    [InlineData(1, 2, new[] { 5, 4 })]
    [InlineData(2, 2, new[] { 3, 2 })]
    [InlineData(3, 2, new[] { 1 })]
    [InlineData(4, 2, new int[0])]
    [InlineData(int.MaxValue, 100, new int[0])]
    public async Task History_is_paged_newest_first_and_says_the_total_on_every_page(int page, int pageSize, int[] expected)
    {
        await Write(Of([.. Enumerable.Range(1, 5).Select(i => Call(i))]), Of(Call(9, new RoomId("other"))));

        var (calls, total) = await History(page, pageSize);

        Assert.Equal(expected.Select(CallNumber), calls.Select(c => c.CallSessionId));
        Assert.Equal(5, total);
    }

    [Fact]
    public async Task Calls_of_the_same_moment_come_in_the_order_of_their_ids()
    {
        await Write(Of(Call(1) with { Creation = Start }, Call(3) with { Creation = Start }, Call(2) with { Creation = Start }));

        Assert.Equal([CallNumber(3), CallNumber(2), CallNumber(1)], (await History()).Calls.Select(c => c.CallSessionId));
    }

    [Fact]
    public async Task Participants_come_with_their_own_call_ordered_by_user()
    {
        await Write(Of(Call(1), Call(2)), Of(Participant(1, "bob", ParticipantStatus.Ringing), Participant(1, "Zoe", ParticipantStatus.Ringing), Participant(2, "carol", ParticipantStatus.Left)));

        var calls = (await History()).Calls;

        Assert.Equal(["carol"], calls[0].Participants.Select(p => p.User.Value));
        Assert.Equal(["Zoe", "bob"], calls[1].Participants.Select(p => p.User.Value));
    }

    [Fact]
    public async Task Only_open_calls_that_still_ring_for_the_user_are_open_invitations()
    {
        var bob = new UserId("bob");
        await Write(
            Of(Call(1), Call(2), Call(3).Ended(CallStatus.Cancelled, EndReason.Cancelled, 0), Call(4), Call(5), Call(6) with { RingExpiresAt = At(20) }),
            Of(
                Participant(1, "bob", ParticipantStatus.Invited),
                Participant(2, "bob", ParticipantStatus.Ringing),
                Participant(3, "bob", ParticipantStatus.Ringing),
                Participant(4, "bob", ParticipantStatus.Rejected),
                Participant(5, "carol", ParticipantStatus.Ringing),
                Participant(6, "bob", ParticipantStatus.Ringing)));

        Assert.Equal([CallNumber(1), CallNumber(2)], await _calls.OpenInvitations(bob, At(20), Cancellation));
        Assert.Empty(await _calls.OpenInvitations(new UserId("BOB"), At(20), Cancellation));
    }

    [Fact]
    public async Task Only_open_calls_whose_deadline_has_passed_are_due_the_oldest_first()
    {
        await Write(Of(
            Call(1) with { NextDeadline = At(30) },
            Call(2) with { NextDeadline = At(20) },
            Call(3) with { NextDeadline = At(30.001) },
            Call(4) with { NextDeadline = null },
            Call(5).Ended(CallStatus.Ended, EndReason.Completed, 1) with { NextDeadline = At(1) }));

        Assert.Equal([CallNumber(2), CallNumber(1)], await _calls.Due(At(30), 10, Cancellation));
        Assert.Equal([CallNumber(2)], await _calls.Due(At(30), 1, Cancellation));
    }

    [Fact]
    public async Task A_deadline_that_moved_on_is_due_no_more()
    {
        await Write(Of(Call(1) with { NextDeadline = At(20) }));
        await Write(Of(Call(1) with { NextDeadline = At(90), Version = 2 }));

        Assert.Empty(await _calls.Due(At(30), 10, Cancellation));
    }

    [Fact]
    public async Task Open_calls_are_paged_newest_first_over_all_rooms_without_the_ended()
    {
        await Write(Of(Call(1), Call(2, new RoomId("other")), Call(3).Ended(CallStatus.Ended, EndReason.Completed, 1), Call(4)));

        var (first, total) = await _calls.Open(1, 2, Cancellation);
        var (second, _) = await _calls.Open(2, 2, Cancellation);

        Assert.Equal([CallNumber(4), CallNumber(2)], first);
        Assert.Equal([CallNumber(1)], second);
        Assert.Equal(3, total);
    }

    [Fact]
    public async Task Statistics_count_by_type_and_status_and_leave_out_what_is_older()
    {
        await Write(Of(
            Call(1).Ended(CallStatus.Ended, EndReason.Completed, 1000),
            Call(10).Ended(CallStatus.Ended, EndReason.Completed, 10),
            Call(11).Ended(CallStatus.Ended, EndReason.HostEnded, 25),
            Call(12).Ended(CallStatus.Missed, EndReason.NoAnswer, 0),
            (Call(13) with { Type = CallType.Video }).Ended(CallStatus.Ended, EndReason.Completed, 5)));

        var counts = await _calls.Statistics(At(10), Cancellation);

        Assert.Equal(
            [
                new CallCount(CallType.Audio, CallStatus.Ended, 2, 17.5),
                new CallCount(CallType.Audio, CallStatus.Missed, 1, 0),
                new CallCount(CallType.Video, CallStatus.Ended, 1, 5),
            ],
            counts);
    }

    [Fact]
    public async Task Nothing_is_counted_where_there_is_nothing()
    {
        Assert.Empty(await _calls.Statistics(Start, Cancellation));
        Assert.Empty(await _calls.Due(At(1e9), 10, Cancellation));
    }
}
