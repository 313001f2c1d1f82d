namespace FChat.Calls;

public sealed class UnansweredCallTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task A_declined_call_tells_the_caller_and_closes_on_both_sides() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInARoomAsync();
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);

        await bob.DeclineAsync();
        await bob.SeesNoPopupAsync();
        await alice.SeesNoticeAsync("Call rejected");
        await alice.SeesNoCallAsync();
        await bob.SeesNoCallAsync();
        await alice.Media.IsOverAsync();

        using var door = await stage.Service.OpenDoorAsync(alice.Id);
        var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == "Rejected");
        Assert.Equal("rejected", call.GetProperty("end_reason").GetString());
    });

    [Fact]
    public Task A_cancelled_call_stops_ringing_at_the_other() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, room) = await stage.TwoInARoomAsync();
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);

        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
        await bob.SeesNoPopupAsync();
        await alice.Media.IsOverAsync();

        using var door = await stage.Service.OpenDoorAsync(bob.Id);
        var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == "Cancelled");
        Assert.Equal("cancelled", call.GetProperty("end_reason").GetString());
    });

    [Fact]
    public async Task A_call_that_nobody_answers_in_its_ring_time_is_missed_on_both_sides_and_in_history()
    {
        await using var impatient = await StandaloneService.StartAsync(("Calls__RingTime", "00:00:06"));
        await PlayAsync(impatient, async stage =>
        {
            var (alice, bob, room) = await stage.TwoInARoomAsync();
            await alice.CallAsync(CallType.Audio);
            await bob.SeesPopupAsync(alice, CallType.Audio);

            await alice.SeesNoticeAsync("No answer.");
            await alice.SeesNoCallAsync();
            await bob.SeesNoPopupAsync();

            using var door = await stage.Service.OpenDoorAsync(bob.Id);
            var call = await door.LastCallAsync(room, call => call.GetProperty("call_status").GetString() == "Missed");
            Assert.Equal("no_answer", call.GetProperty("end_reason").GetString());
            Assert.Equal(0, call.GetProperty("total_duration").GetInt32());
        });
    }

    [Fact]
    public Task A_ring_is_heard_until_it_is_answered_elsewhere() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var elsewhere = await stage.EnterAsync("Bob");
        await bob.Page.EvaluateAsync(
            """
            () => {
              window.tones = { played: 0, open: 0 };
              const Context = window.AudioContext;
              window.AudioContext = class extends Context {
                constructor() { super(); window.tones.open += 1; }
                close() { window.tones.open -= 1; return super.close(); }
              };
              const Tone = window.OscillatorNode;
              window.OscillatorNode = class extends Tone {
                start(when) { window.tones.played += 1; super.start(when); }
              };
            }
            """);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.Page.WaitForFunctionAsync("() => window.tones.played >= 4 && window.tones.open === 1"); // twice two notes

        await elsewhere.AcceptAsync();
        await bob.SeesNoPopupAsync();
        await bob.Page.WaitForFunctionAsync("() => window.tones.open === 0");
        await elsewhere.Media.HearsAsync(alice);
    });

    [Fact]
    public Task Two_tabs_of_one_user_both_ring_and_a_decline_in_one_silences_the_other() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var elsewhere = await stage.EnterAsync("Bob");
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await elsewhere.SeesPopupAsync(alice, CallType.Audio);

        await elsewhere.DeclineAsync();
        await bob.SeesNoPopupAsync();
        await alice.SeesNoCallAsync();
    });
}
