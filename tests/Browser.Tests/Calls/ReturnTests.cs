namespace FChat.Calls;

/// <summary>Pages that go and come back, and users who go on elsewhere.</summary>
public sealed class ReturnTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task A_page_that_is_reloaded_in_a_call_comes_back_into_it_by_itself() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await alice.Media.SeesAsync(bob);

        await bob.ReloadAsync();
        await bob.SeesConnectionAsync("connected");
        await bob.SeesCallAsync("Connected");
        await bob.Media.SeesAsync(alice);
        await bob.Media.HearsAsync(alice);
        await alice.SeesPeersAsync(bob);
        await alice.Media.SeesAsync(bob);
        await alice.Media.HearsAsync(bob);
        await alice.SeesCallAsync("Connected");
    });

    [Fact]
    public Task The_caller_who_reloads_while_it_rings_is_back_before_the_answer() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);

        await alice.ReloadAsync();
        await alice.SeesCallAsync("Ringing…");
        await bob.AcceptAsync();
        await bob.Media.HearsAsync(alice);
        await alice.Media.HearsAsync(bob);
    });

    [Fact]
    public Task A_page_that_is_loaded_while_a_call_rings_for_its_user_shows_the_ring() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);

        await bob.ReloadAsync();
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await bob.Media.HearsAsync(alice);
    });

    [Fact]
    public Task A_second_device_takes_the_call_over_and_the_first_gives_its_media_up() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await alice.Media.SeesAsync(bob);
        var first = await alice.Media.ConnectionAsync(bob);

        var elsewhere = await stage.EnterAsync("Bob");
        await elsewhere.OpenRoomAsync("Two");
        await elsewhere.SeesJoinButtonAsync();
        await elsewhere.JoinCallAsync();

        await bob.SeesNoticeAsync("The call goes on on another of your devices.");
        await bob.SeesNoCallAsync();
        await bob.Media.IsOverAsync();
        await elsewhere.SeesCallAsync("Connected");
        await elsewhere.Media.SeesAsync(alice);
        await alice.Media.SeesAsync(elsewhere);
        await alice.Media.HearsAsync(elsewhere);
        await alice.SeesPeersAsync(elsewhere);
        Assert.NotEqual(first, await alice.Media.ConnectionAsync(elsewhere));
    });

    [Fact]
    public async Task Somebody_whose_browser_is_gone_is_seen_as_reconnecting_and_then_the_call_of_two_ends()
    {
        await using var strict = await StandaloneService.StartAsync(("Calls__ReconnectGrace", "00:00:08"));
        await PlayAsync(strict, async stage =>
        {
            var (alice, bob, room) = await stage.TwoInACallAsync(CallType.Audio);

            await bob.GoAwayAsync();
            await alice.SeesPeerAsync(bob, "reconnecting");
            await alice.SeesNoticeAsync("The call ended: the connection was lost.");
            await alice.SeesNoCallAsync();

            using var door = await stage.Service.OpenDoorAsync(alice.Id);
            var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == "Ended");
            Assert.Equal("connection_lost", call.GetProperty("end_reason").GetString());
        });
    }
}
