namespace FChat.Page;

public sealed class RoomTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Messages_appear_at_the_other_live_and_in_order() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();

        await alice.SayAsync("Are you there?");
        await bob.SeesMessagesAsync("Are you there?");
        await bob.SayAsync("<b>Yes</b> & hello");
        await alice.SeesMessagesAsync("Are you there?", "<b>Yes</b> & hello");
    });

    [Fact]
    public Task People_are_seen_as_online_in_a_call_and_offline_as_they_come_call_and_go() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.SeesMemberAsync(bob, "Online");

        await bob.CallAsync(CallType.Audio);
        await alice.SeesPopupAsync(bob, CallType.Audio);
        await alice.SeesMemberAsync(bob, "Online", inCall: true);
        await bob.EndCallAsync();
        await alice.SeesMemberAsync(bob, "Online", inCall: false);

        await bob.GoAwayAsync();
        await alice.SeesMemberAsync(bob, "Offline");
    });

    [Fact]
    public Task Who_is_not_a_member_of_a_room_does_not_see_it() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var eve = await stage.EnterAsync("Eve");
        await eve.CreateRoomAsync("Own", alice);

        await alice.SayAsync("just us");
        await bob.SeesMessagesAsync("just us");
        await eve.SeesRoomsAsync("Own");
    });
}
