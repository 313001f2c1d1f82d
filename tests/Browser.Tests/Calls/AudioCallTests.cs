namespace FChat.Calls;

public sealed class AudioCallTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Two_who_accept_an_audio_call_hear_each_other_until_one_ends_it() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();

        await alice.CallAsync(CallType.Audio);
        await alice.SeesCallAsync("Ringing…");
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();

        await alice.SeesCallAsync("Connected");
        await bob.SeesCallAsync("Connected");
        await bob.SeesNoPopupAsync();
        await alice.Media.HearsAsync(bob);
        await bob.Media.HearsAsync(alice);
        await alice.SeesCallLastingAsync(TimeSpan.FromSeconds(2));
        await bob.SeesCallLastingAsync(TimeSpan.FromSeconds(2));

        await bob.EndCallAsync();
        await bob.SeesNoCallAsync();
        await alice.SeesNoCallAsync();
        await alice.SeesNoticeAsync("The call has ended.");
        await alice.Media.IsOverAsync();
        await bob.Media.IsOverAsync();
    });

    [Fact]
    public Task The_page_tells_operators_how_long_it_took_until_somebody_was_heard() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.Page.EvaluateAsync("""
            () => {
              window.sent = [];
              const send = WebSocket.prototype.send;
              WebSocket.prototype.send = function (data) { window.sent.push(String(data)); return send.call(this, data); };
            }
            """);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await alice.Media.HearsAsync(bob);

        var sent = await Until.AnswerAsync(
            () => alice.Page.EvaluateAsync<string[]>("() => window.sent.filter((frame) => frame.includes('report_call_stats'))"), frames => frames.Length > 0, Patience.ForThePage);
        var argument = System.Text.Json.JsonDocument.Parse(Assert.Single(sent).TrimEnd('\u001e')).RootElement.GetProperty("arguments")[0];
        Assert.InRange(argument.GetProperty("first_media_ms").GetInt32(), 1, 20_000);
        Assert.False(argument.GetProperty("relayed").GetBoolean());
    });

    [Fact]
    public Task A_muted_microphone_is_silent_and_seen_as_muted_by_the_other_until_it_is_on_again() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        await bob.Media.HearsSoundAsync(alice);

        await alice.ToggleMicrophoneAsync();
        await bob.SeesMutedAsync(alice);
        await bob.Media.HearsSilenceAsync(alice);
        await alice.SeesMutedAsync(bob, muted: false);

        await alice.ToggleMicrophoneAsync();
        await bob.SeesMutedAsync(alice, muted: false);
        await bob.Media.HearsSoundAsync(alice);
    });

    [Fact]
    public Task The_caller_who_ends_the_call_closes_it_for_both_and_history_says_completed() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInACallAsync(CallType.Audio);

        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
        await bob.SeesNoCallAsync();

        using var door = await stage.Service.OpenDoorAsync(bob.Id);
        var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == "Ended");
        Assert.Equal("completed", call.GetProperty("end_reason").GetString());
        Assert.Equal("Audio", call.GetProperty("call_type").GetString());
        Assert.Equal(alice.Id, call.GetProperty("initiated_by").GetString());
        Assert.All(call.GetProperty("participants").EnumerateArray(), one => Assert.Equal("Left", one.GetProperty("status").GetString()));
    });
}
