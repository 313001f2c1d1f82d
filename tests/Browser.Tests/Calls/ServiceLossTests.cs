namespace FChat.Calls;

/// <summary>The service dies as by a power failure and is started again on the same port and database.</summary>
public sealed class ServiceLossTests(Chromium browser) : BrowserTest(browser)
{
    [Fact]
    public async Task A_running_call_outlives_the_service_and_both_pages_come_back_into_it()
    {
        await using var service = await StandaloneService.StartAsync();
        await PlayAsync(service, async stage =>
        {
            var (alice, bob, room) = await stage.TwoInACallAsync(CallType.Video);
            await alice.Media.SeesAsync(bob);
            var connection = await alice.Media.ConnectionAsync(bob);
            ExpectTheLossOnTheConsole(alice, bob);

            await service.KillAsync();
            await alice.SeesConnectionAsync("reconnecting");
            await bob.SeesConnectionAsync("reconnecting");
            await alice.Media.SeesAsync(bob); // from page to page, without the service
            await bob.Media.HearsAsync(alice);

            await service.StartAgainAsync();
            await alice.SeesConnectionAsync("connected");
            await bob.SeesConnectionAsync("connected");
            await alice.SeesCallAsync("Connected");
            await bob.SeesCallAsync("Connected");
            await alice.Media.SeesAsync(bob);
            await bob.Media.SeesAsync(alice);
            Assert.Equal(connection, await alice.Media.ConnectionAsync(bob));

            await alice.ToggleMicrophoneAsync(); // the call is not only a picture of one: the service carries it again
            await bob.SeesMutedAsync(alice);
            await alice.EndCallAsync();
            await bob.SeesNoCallAsync();
            Assert.Equal("completed", await EndReasonAsync(service, bob, room, "Ended"));
        });
    }

    [Fact]
    public async Task A_ringing_call_rings_on_after_the_service_was_lost_and_can_be_accepted()
    {
        await using var service = await StandaloneService.StartAsync(("Calls__RingTime", "00:02:00"));
        await PlayAsync(service, async stage =>
        {
            var (alice, bob, room) = await stage.TwoInARoomAsync();
            await alice.CallAsync(CallType.Audio);
            await alice.SeesCallAsync("Ringing…");
            await bob.SeesPopupAsync(alice, CallType.Audio);
            ExpectTheLossOnTheConsole(alice, bob);

            await service.KillAsync();
            await bob.SeesConnectionAsync("reconnecting");
            await service.StartAgainAsync();
            await alice.SeesConnectionAsync("connected");
            await bob.SeesConnectionAsync("connected");
            await alice.SeesCallAsync("Ringing…");
            var elsewhere = await stage.EnterAsync("Bob");
            await elsewhere.SeesPopupAsync(alice, CallType.Audio); // the service itself still knows that it rings
            await bob.AcceptAsync();

            await elsewhere.SeesNoPopupAsync();
            await alice.Media.HearsAsync(bob);
            await bob.Media.HearsAsync(alice);
            await alice.SeesCallAsync("Connected");
            await bob.EndCallAsync();
            await alice.SeesNoCallAsync();
            Assert.Equal("completed", await EndReasonAsync(service, bob, room, "Ended"));
        });
    }

    [Fact]
    public async Task A_call_whose_ring_time_ends_while_the_service_is_away_is_missed()
    {
        await using var service = await StandaloneService.StartAsync(("Calls__RingTime", "00:00:08"));
        await PlayAsync(service, async stage =>
        {
            var (alice, bob, room) = await stage.TwoInARoomAsync();
            await alice.CallAsync(CallType.Audio);
            await bob.SeesPopupAsync(alice, CallType.Audio);
            ExpectTheLossOnTheConsole(alice, bob);

            await service.KillAsync();
            await bob.SeesNoPopupAsync(); // the page knows itself when a ring is over
            await service.StartAgainAsync();

            await alice.SeesConnectionAsync("connected");
            await alice.SeesNoCallAsync();
            await bob.SeesConnectionAsync("connected");
            await bob.SeesNoPopupAsync();
            Assert.Equal("no_answer", await EndReasonAsync(service, bob, room, "Missed"));
        });
    }

    private static void ExpectTheLossOnTheConsole(params User[] users)
    {
        foreach (var user in users)
        {
            user.ExpectLostConnections();
        }
    }

    private static async Task<string?> EndReasonAsync(StandaloneService service, User reader, string room, string status)
    {
        using var door = await service.OpenDoorAsync(reader.Id);
        var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == status);
        return call.GetProperty("end_reason").GetString();
    }
}
