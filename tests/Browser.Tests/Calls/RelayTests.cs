using FChat.TestServers;

namespace FChat.Calls;

/// <summary>Calls through a real TURN server, where browsers may take no other way.</summary>
public sealed class RelayTests(Chromium browser) : BrowserTest(browser)
{
    // Of a page's first candidate: 401 when the server does not take the name and key.
    private const string Refusal = """
        async (server) => {
          const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: "relay" });
          try {
            return await new Promise((resolve) => {
              connection.onicecandidateerror = ({ errorCode }) => resolve(errorCode);
              connection.onicecandidate = ({ candidate }) => candidate?.candidate && resolve(0);
              connection.createDataChannel("probe");
              void connection.setLocalDescription();
            });
          } finally {
            connection.close();
          }
        }
        """;

    private const string FirstServer = "(peer) => { const { urls, username, credential } = window.FChatDiagnostics.peers()[peer].getConfiguration().iceServers[0]; return { urls, username, credential }; }";

    [Fact]
    public async Task Two_see_and_hear_each_other_through_the_TURN_server_alone()
    {
        await using var turn = await Coturn.Start();
        await using var service = await ServiceWith([("Ice__RelayOnly", "true"), .. Server(0, turn, turn.Secret)]);
        await PlayAsync(service, async stage =>
        {
            var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
            await alice.Media.SeesAsync(bob);
            await bob.Media.SeesAsync(alice);
            await alice.Media.HearsAsync(bob);
            await bob.Media.HearsAsync(alice);
            foreach (var route in new[] { await Route.OfAsync(alice, bob), await Route.OfAsync(bob, alice) })
            {
                Assert.True(route.IsRelayed, $"{route}");
                Assert.StartsWith(turn.Url, route.Server, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public async Task Of_two_servers_the_one_that_refuses_is_named_and_the_call_goes_through_the_other()
    {
        await using var refusing = await Coturn.Start();
        await using var taking = await Coturn.Start();
        await using var service = await ServiceWith([("Ice__RelayOnly", "true"), .. Server(0, refusing, "not its secret"), .. Server(1, taking, taking.Secret)]);
        await PlayAsync(service, async stage =>
        {
            var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
            await alice.Media.HearsAsync(bob);
            await bob.Media.HearsAsync(alice);
            var route = await Route.OfAsync(alice, bob);
            Assert.True(route.IsRelayed, $"{route}");
            Assert.StartsWith(taking.Url, route.Server, StringComparison.Ordinal);
            await alice.SeesNoticeAsync($"The relay server {refusing.Address} refuses");
            await bob.SeesNoticeAsync($"The relay server {refusing.Address} refuses");
        });
    }

    [Fact]
    public async Task In_a_call_longer_than_a_credential_a_restart_after_its_end_takes_the_next_one()
    {
        await using var turn = await Coturn.Start();
        await using var service = await ServiceWith([("Ice__RelayOnly", "true"), ("Ice__CredentialLifetime", "00:00:10"), .. Server(0, turn, turn.Secret)]);
        await PlayAsync(service, async stage =>
        {
            var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
            var first = await Route.OfAsync(alice, bob);
            var server = await alice.Page.EvaluateAsync<object>(FirstServer, bob.Id);
            Assert.Equal(0, await alice.Page.EvaluateAsync<int>(Refusal, server));

            await Route.OfAsync(alice, bob, route => route.Username != first.Username);
            await Until.AnswerAsync(() => alice.Page.EvaluateAsync<int>(Refusal, server), answer => answer == 401, Patience.ForMedia);
            Assert.True(TimeProvider.System.GetUtcNow() > first.CredentialEnd);
            await alice.Media.HearsAsync(bob); // what flowed goes on

            await alice.Page.EvaluateAsync("(peer) => window.FChatDiagnostics.peers()[peer].restartIce()", bob.Id);
            var next = await Route.OfAsync(alice, bob, route => route.Fragment != first.Fragment);
            Assert.True(next.IsRelayed, $"{next}");
            await alice.Media.HearsAsync(bob);
            await bob.Media.HearsAsync(alice);
            await alice.SeesNoNoticeAsync();
            await bob.SeesNoNoticeAsync();
        });
    }

    private static Task<StandaloneService> ServiceWith(params (string Name, string Value)[] settings) =>
        StandaloneService.StartAsync([("Calls__RingTime", "00:02:00"), .. settings]);

    private static IEnumerable<(string Name, string Value)> Server(int number, Coturn turn, string secret) =>
        [($"Ice__Servers__{number}__Urls__0", turn.Url), ($"Ice__Servers__{number}__Secret", secret)];
}
