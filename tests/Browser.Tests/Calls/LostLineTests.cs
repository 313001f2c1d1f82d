namespace FChat.Calls;

/// <summary>One page loses its connection to the service; the others, and the media, do not.</summary>
public sealed class LostLineTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task A_page_that_loses_its_connection_says_so_and_catches_up_on_everything_when_it_is_back() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var alice = await stage.EnterAsync("Alice", through: line.Address);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await bob.OpenRoomAsync("Two");
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await alice.Media.SeesAsync(bob);
        await bob.Media.SeesAsync(alice);
        var connection = await alice.Media.ConnectionAsync(bob);

        alice.ExpectLostConnections();
        line.Cut();
        await alice.SeesConnectionAsync("reconnecting");
        await alice.SeesCallAsync("Reconnecting…");
        await bob.SeesParticipantAsync(alice, "Reconnecting");
        await bob.ToggleMicrophoneAsync();
        await alice.Media.SeesAsync(bob); // media needs no service

        line.Mend();
        await alice.SeesConnectionAsync("connected");
        await alice.SeesCallAsync("Connected");
        await alice.SeesMutedAsync(bob);
        await bob.SeesParticipantAsync(alice, "Joined");
        await bob.ToggleMicrophoneAsync();
        await alice.SeesMutedAsync(bob, muted: false);
        await bob.Media.SeesAsync(alice);
        Assert.Equal(connection, await alice.Media.ConnectionAsync(bob));
    });

    [Fact]
    public Task Messages_written_while_the_connection_was_cut_are_all_there_afterwards() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var alice = await stage.EnterAsync("Alice", through: line.Address);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await bob.OpenRoomAsync("Two");
        await bob.SayAsync("before");
        await alice.SeesMessagesAsync("before");

        alice.ExpectLostConnections();
        line.Cut();
        await alice.SeesConnectionAsync("reconnecting");
        await bob.SayAsync("meanwhile");
        await bob.SeesMessagesAsync("before", "meanwhile");
        await alice.SayAsync("written without a connection");

        line.Mend();
        await alice.SeesMessagesAsync("before", "meanwhile", "written without a connection");
        await bob.SeesMessagesAsync("before", "meanwhile", "written without a connection");
    });

    [Fact]
    public Task A_page_whose_user_went_on_elsewhere_while_its_connection_was_cut_does_not_take_the_call_back() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var alice = await stage.EnterAsync("Alice");
        var laptop = await stage.EnterAsync("Bob", through: line.Address);
        await alice.CreateRoomAsync("Two", laptop);
        await laptop.OpenRoomAsync("Two");
        await alice.CallAsync(CallType.Audio);
        await laptop.SeesPopupAsync(alice, CallType.Audio);
        await laptop.AcceptAsync();
        await laptop.Media.IsConnectedWithAsync(alice);

        laptop.ExpectLostConnections();
        line.Cut();
        await laptop.SeesConnectionAsync("reconnecting");
        var phone = await stage.EnterAsync("Bob");
        await phone.OpenRoomAsync("Two");
        await phone.SeesJoinButtonAsync();
        await phone.JoinCallAsync();
        await phone.SeesCallAsync("Connected");
        await phone.Media.HearsAsync(alice);

        line.Mend();
        await laptop.SeesConnectionAsync("connected");
        await laptop.SeesNoticeAsync("The call goes on on another of your devices.");
        await laptop.SeesNoCallAsync();
        await laptop.Media.IsOverAsync();
        await phone.SeesCallAsync("Connected");
        await phone.Media.HearsAsync(alice);
        await alice.Media.HearsAsync(phone);
        await alice.SeesPeersAsync(phone);
    });

    [Fact]
    public Task A_call_that_began_while_the_connection_was_cut_rings_when_it_is_back() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob", through: line.Address);
        await alice.CreateRoomAsync("Two", bob);
        await bob.OpenRoomAsync("Two");

        bob.ExpectLostConnections();
        line.Cut();
        await bob.SeesConnectionAsync("reconnecting");
        await alice.CallAsync(CallType.Audio);
        await alice.SeesCallAsync("Calling…");

        line.Mend();
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await alice.SeesCallAsync("Ringing…");
        await bob.AcceptAsync();
        await alice.Media.HearsAsync(bob);
    });
}
