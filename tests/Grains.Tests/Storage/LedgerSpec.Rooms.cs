using FChat.Rooms;
using static FChat.Storage.Rows;

namespace FChat.Storage;

public abstract partial class LedgerSpec
{
    [Fact]
    public async Task Rooms_of_a_user_come_by_their_newest_message_or_creation()
    {
        await Write(
            Of(RoomOf("old", 1), RoomOf("talkative", 2, lastMessage: 90), RoomOf("new", 50), RoomOf("foreign", 60)),
            Of(Member("old", "bob"), Member("talkative", "bob"), Member("new", "bob"), Member("foreign", "carol")));

        Assert.Equal(["talkative", "new", "old"], (await _rooms.RoomsOf(new UserId("bob"), Cancellation)).Select(r => r.Value));
    }

    [Fact]
    public async Task A_former_member_has_the_room_no_more_and_a_late_row_does_not_bring_them_back()
    {
        await Write(Of(RoomOf("room", 1)), Of(Member("room", "bob")));
        await Write(Of(Member("room", "bob", left: 5, version: 3)));
        await Write(Of(Member("room", "bob", version: 2)));

        Assert.Empty(await _rooms.RoomsOf(new UserId("bob"), Cancellation));
    }

    [Fact]
    public async Task Co_members_are_pairs_of_different_people_once_each_without_former_members()
    {
        await Write(Of(
            Member("one", "alice"), Member("one", "bob"), Member("two", "alice"), Member("two", "bob"),
            Member("two", "carol"), Member("two", "gone", left: 1), Member("three", "dave"), Member("three", "gone")));

        var pairs = await _rooms.CoMembers([new UserId("alice"), new UserId("gone"), new UserId("nobody")], Cancellation);

        Assert.Equal(["alice-bob", "alice-carol", "gone-dave"], pairs.Select(p => $"{p.User}-{p.CoMember}").Order());
    }

    [Fact]
    public async Task Nobody_has_no_co_members() => Assert.Empty(await _rooms.CoMembers([], Cancellation));

    [Fact]
    public async Task Ten_thousand_users_are_asked_for_at_once()
    {
        await Write(Of(Member("one", "alice"), Member("one", "user7")));

        var users = Enumerable.Range(0, 10_000).Select(i => new UserId($"user{i}")).ToArray();

        Assert.Equal([(new UserId("user7"), new UserId("alice"))], await _rooms.CoMembers(users, Cancellation));
    }

    [Theory]
    [InlineData(null, 2, new[] { 5L, 4L })]
    [InlineData(4L, 2, new[] { 3L, 2L })]
    [InlineData(2L, 100, new[] { 1L })]
    [InlineData(1L, 100, new long[0])]
    [InlineData(99L, 100, new[] { 5L, 4L, 3L, 2L, 1L })]
    public async Task Messages_come_newest_first_below_a_number(long? before, int limit, long[] expected)
    {
        await Write(Of([.. Enumerable.Range(1, 5).Select(i => Message(i, $"text {i}"))]), Of(Message(3, "elsewhere", new RoomId("other"))));

        Assert.Equal(expected, (await _rooms.Messages(Room, before, limit, Cancellation)).Select(m => m.Seq));
    }

    [Theory]
    [InlineData("")]
    [InlineData("'; drop table chat_message; --")]
    [InlineData("␛0␛␛␛\0␛0\0\0␛")]
    [InlineData("ışık İğdır, ΟΔΥΣΣΕΎΣ, 𝄞 \ufffd \ue000")]
    [InlineData("zwölf Boxkämpfer 👩‍👩‍👧 \u0000 and \r\n on")]
    public async Task A_message_is_read_as_it_was_written(string content)
    {
        var message = new MessageView("m1", Room, 1, new UserId("alice"), content, At(0.25), "mine");
        await Write(Of(message));

        Assert.Equal([message], await _rooms.Messages(Room, null, 10, Cancellation));
    }

    [Fact]
    public async Task A_message_never_changes()
    {
        await Write(Of(Message(1, "said")));
        await Write(Of(Message(1, "never said")));

        Assert.Equal("said", Assert.Single(await _rooms.Messages(Room, null, 10, Cancellation)).Content);
    }
}
