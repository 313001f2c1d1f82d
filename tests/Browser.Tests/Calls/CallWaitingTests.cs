namespace FChat.Calls;

/// <summary>More than one call at a time.</summary>
public sealed class CallWaitingTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Two_who_call_each_other_at_the_same_moment_are_in_one_call() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInARoomAsync();

        await Task.WhenAll(alice.CallBlindlyAsync(CallType.Audio), bob.CallBlindlyAsync(CallType.Audio));

        await alice.Media.HearsAsync(bob);
        await bob.Media.HearsAsync(alice);
        await alice.SeesNoPopupAsync();
        await bob.SeesNoPopupAsync();
        using var door = await stage.Service.OpenDoorAsync(alice.Id);
        Assert.Equal(1, await door.CallsInHistoryAsync(room));
    });

    [Fact]
    public Task A_second_call_that_is_turned_away_as_busy_leaves_the_first_as_it_is() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        var carol = await stage.EnterAsync("Carol");
        await carol.CreateRoomAsync("Second", bob);

        await carol.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(carol, CallType.Audio);
        await bob.SeesBusyWarningAsync();
        await bob.DeclineAsync();

        await carol.SeesNoticeAsync($"{bob.Name} is in another call.");
        await carol.SeesNoCallAsync();
        await bob.SeesNoPopupAsync();
        await bob.SeesCallAsync("Connected");
        await bob.Media.HearsAsync(alice);
        await alice.Media.HearsAsync(bob);
    });

    [Fact]
    public Task A_second_call_that_is_accepted_ends_the_part_in_the_first() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        var carol = await stage.EnterAsync("Carol");
        await carol.CreateRoomAsync("Second", bob);

        await carol.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(carol, CallType.Audio);
        await bob.AcceptAsync();

        await alice.SeesNoCallAsync();
        await bob.SeesPeersAsync(carol);
        await bob.Media.HearsAsync(carol);
        await carol.Media.HearsAsync(bob);
    });

    [Fact]
    public Task A_page_that_is_sent_into_a_call_that_does_not_exist_says_no_and_stays_in_its_own() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        var connection = await bob.Media.ConnectionAsync(alice);

        var says = await bob.Page.EvaluateAsync<string>(
            """
            () => window.ChatWebRTC.setup_webrtc_connection({ call_session_id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", call_type: "Audio" })
              .then(() => "joined", (refusal) => refusal.code)
            """);

        Assert.Equal("call_not_found", says);
        await bob.SeesCallAsync("Connected");
        await alice.Media.HearsAsync(bob);
        await bob.Media.HearsAsync(alice);
        Assert.Equal(connection, await bob.Media.ConnectionAsync(alice));
    });
}
