using FChat.TestServers;

namespace FChat.Calls;

/// <summary>A service whose TURN secret is not that of its TURN server.</summary>
public sealed class RelayRefusalTests(Chromium browser) : BrowserTest(browser)
{
    // They go after some seconds.
    private const string KeepNotices = """
        () => {
          window.notices = [];
          const look = (changes) => {
            for (const { addedNodes } of changes) for (const node of addedNodes) if (node.dataset?.testid === "notice") window.notices.push(node.textContent);
          };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        }
        """;

    private const string Tries = "(peer) => { window.tries ??= new Set(); window.tries.add(window.FChatDiagnostics.peers()[peer]); return window.tries.size; }";

    [Fact]
    public async Task Both_are_told_in_their_own_language_which_server_it_is_once_however_often_the_page_tries()
    {
        await using var turn = await Coturn.Start();
        await using var service = await StandaloneService.StartAsync(
            ("Calls__RingTime", "00:02:00"), ("Ice__RelayOnly", "true"), ("Ice__Servers__0__Urls__0", turn.Url), ("Ice__Servers__0__Secret", "not its secret"));
        await PlayAsync(service, async stage =>
        {
            var alice = await stage.EnterAsync("Alice");
            var bob = await stage.EnterAsync("Bob", manner: options => options.Locale = "de-AT");
            await alice.CreateRoomAsync("Two", bob);
            await Task.WhenAll(alice.Page.EvaluateAsync(KeepNotices), bob.Page.EvaluateAsync(KeepNotices));
            await alice.CallAsync(CallType.Audio);
            await bob.AcceptAsync();
            await alice.SeesNoticeAsync(
                $"The relay server {turn.Address} refuses this service's credentials. In some networks the call cannot connect. Please tell whoever runs the service.");
            await bob.SeesNoticeAsync($"Der Relay-Server {turn.Address} lehnt die Zugangsdaten dieses Dienstes ab.");
            await alice.SeesPeerAsync(bob, "connecting");

            await Until.AnswerAsync(() => alice.Page.EvaluateAsync<int>(Tries, bob.Id), tries => tries > 1, Patience.ForMedia);
            Assert.Single(await alice.Page.EvaluateAsync<string[]>("() => window.notices"));
            Assert.Single(await bob.Page.EvaluateAsync<string[]>("() => window.notices"));
        });
    }
}
