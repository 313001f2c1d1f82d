using System.Text.Json;

namespace FChat.Page;

/// <summary>What the page promises to scripts and people beside its calls.</summary>
public sealed class CallPageTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    private static readonly string[] Methods =
    [
        "check_and_request_media_permissions",
        "cleanup_webrtc_connection",
        "leave_call",
        "setup_webrtc_connection",
        "show_permission_help",
        "toggle_camera",
        "toggle_microphone",
    ];

    [Fact]
    public Task The_page_offers_ChatWebRTC_with_its_seven_methods_and_the_elements_of_a_call() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");

        Assert.Equal("object", await alice.Page.EvaluateAsync<string>("typeof ChatWebRTC"));
        var methods = await alice.Page.EvaluateAsync<string[]>("Object.keys(ChatWebRTC).filter((name) => typeof ChatWebRTC[name] === 'function')");
        Assert.Equal(Methods, methods.Order());
        Assert.Equal(Methods.Length, await alice.Page.EvaluateAsync<int>("Object.keys(ChatWebRTC).length"));
        Assert.Equal(1, await alice.Page.Locator("#call-ui-container").CountAsync());
        Assert.Equal(1, await alice.Page.Locator("#incoming-call-popup").CountAsync());
        Assert.Contains("log: ✅ WebRTC module loaded", alice.Troubles.Console);
        Assert.Contains("log: ✅ Call UI template loaded", alice.Troubles.Console);
    });

    [Fact]
    public Task A_script_can_ask_for_devices_and_join_a_call_by_ChatWebRTC_alone() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInARoomAsync();
        using var door = await stage.Service.OpenDoorAsync(alice.Id);

        Assert.True(await alice.Page.EvaluateAsync<bool>("ChatWebRTC.check_and_request_media_permissions('Audio')"));
        var call = await door.CallAsync("initiate_call", new { room_id = room, call_type = "Audio" });
        var made = new { call_session_id = call.GetProperty("call_session_id").GetString(), call_type = "Audio" };
        await alice.Page.EvaluateAsync("(call) => ChatWebRTC.setup_webrtc_connection(call)", made);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await alice.Media.HearsAsync(bob);

        Assert.False(await alice.Page.EvaluateAsync<bool>("ChatWebRTC.toggle_microphone()"));
        await bob.SeesMutedAsync(alice);
        await alice.Page.EvaluateAsync("ChatWebRTC.leave_call()");
        await bob.SeesNoCallAsync();
    });

    [Fact]
    public Task Who_may_not_use_the_microphone_gets_help_and_nobody_is_called() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", mayUseDevices: false);
        var bob = await stage.EnterAsync("Bob");
        var room = await alice.CreateRoomAsync("Two", bob);

        await alice.CallAsync(CallType.Audio);
        await alice.SeesHelpAsync("blocked");
        await alice.SeesNoCallAsync();

        using var door = await stage.Service.OpenDoorAsync(bob.Id);
        Assert.Equal(JsonValueKind.Null, (await door.CallAsync("get_active_call", new { room_id = room })).ValueKind);
        Assert.Equal(0, await door.CallsInHistoryAsync(room));
        await bob.SeesNoPopupAsync();
    });

    [Fact]
    public Task Who_may_not_use_the_microphone_gets_help_at_accepting_and_it_rings_on() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob", mayUseDevices: false);
        await alice.CreateRoomAsync("Two", bob);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);

        await bob.AcceptAsync();
        await bob.SeesHelpAsync("blocked");
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.CloseHelpAsync();
        await bob.DeclineAsync();
        await alice.SeesNoCallAsync();
    });
}
