using System.Text.Json;

namespace FChat.Calls;

/// <summary>What the host of a call may do about the others, and what people in it write to each other.</summary>
public sealed class HostTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Who_is_muted_by_the_host_is_told_and_really_silent_and_may_speak_again() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        await alice.Media.HearsSoundAsync(bob);

        await alice.MuteAsync(bob);
        await bob.SeesNoticeAsync("The host has muted you.");
        await alice.SeesMutedAsync(bob);
        await alice.Media.HearsSilenceAsync(bob);

        await bob.ToggleMicrophoneAsync();
        await alice.SeesMutedAsync(bob, muted: false);
        await alice.Media.HearsSoundAsync(bob);
    });

    [Fact]
    public Task Who_is_muted_by_the_host_in_the_moment_after_own_switches_is_muted_all_the_same() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInACallAsync(CallType.Audio);
        using var door = await stage.Service.OpenDoorAsync(alice.Id);
        var call = await ActiveAsync(_ => true);
        var seq = call.GetProperty("seq").GetInt64();

        await bob.ToggleMicrophoneAsync();
        await bob.ToggleMicrophoneAsync();
        await ActiveAsync(then => then.GetProperty("seq").GetInt64() >= seq + 2); // both switches have come
        await door.CallAsync("mute_participant", new { call_session_id = call.GetProperty("call_session_id").GetString(), user = bob.Id });

        await bob.SeesNoticeAsync("The host has muted you.");
        await bob.SeesMicrophoneAsync(on: false);
        await alice.SeesMutedAsync(bob);
        await alice.Media.HearsSilenceAsync(bob);
        await ActiveAsync(IsBobMuted);

        await bob.ToggleMicrophoneAsync();
        await bob.SeesMicrophoneAsync(on: true);
        await alice.SeesMutedAsync(bob, muted: false);
        await ActiveAsync(then => !IsBobMuted(then));

        Task<JsonElement> ActiveAsync(Func<JsonElement, bool> isAsTold) => Until.AnswerAsync(
            () => door.CallAsync("get_active_call", new { room_id = room }), isAsTold, TimeSpan.FromSeconds(15));

        bool IsBobMuted(JsonElement then) =>
            then.GetProperty("participants").EnumerateArray().Single(p => p.GetProperty("user").GetString() == bob.Id).GetProperty("muted").GetBoolean();
    });

    [Fact]
    public Task Who_is_removed_by_the_host_is_out_and_the_others_go_on() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await carol.SeesPopupAsync(alice, CallType.Audio);
        await carol.AcceptAsync();
        await alice.Media.IsConnectedWithAsync(bob, carol);

        await alice.RemoveAsync(bob);
        await bob.SeesNoticeAsync("You were removed from the call.");
        await bob.SeesNoCallAsync();
        await bob.Media.IsOverAsync();
        await alice.SeesPeersAsync(carol);
        await carol.SeesPeersAsync(alice);
        await alice.Media.HearsAsync(carol);
        await carol.Media.HearsAsync(alice);
    });

    [Fact]
    public Task A_call_that_the_host_ends_for_all_ends_for_all() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInACallAsync(CallType.Audio);

        await alice.EndForAllAsync();
        await bob.SeesNoticeAsync("The host has ended the call.");
        await alice.SeesNoCallAsync();
        await bob.SeesNoCallAsync();

        using var door = await stage.Service.OpenDoorAsync(bob.Id);
        var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == "Ended");
        Assert.Equal("host_ended", call.GetProperty("end_reason").GetString());
    });

    [Fact]
    public Task What_is_written_in_a_call_reaches_the_others_once_and_is_kept_in_the_room() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);

        await alice.SayInCallAsync("can you hear me?");
        await bob.SayInCallAsync("yes <3");
        await bob.SeesCallChatAsync($"{alice.Name} can you hear me?", "You yes <3");
        await alice.SeesCallChatAsync("You can you hear me?", $"{bob.Name} yes <3");

        await alice.EndCallAsync();
        await bob.SeesNoCallAsync();
        await bob.SeesMessagesAsync("can you hear me?", "yes <3");
    });
}
