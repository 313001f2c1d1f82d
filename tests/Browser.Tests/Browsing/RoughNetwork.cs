using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>
/// A page's network as Chromium emulates it, packets of calls included: real loss, which connections notice as they
/// would outside. It has to be there before the page's first connection is made, and may be changed at any time.
/// </summary>
internal sealed class RoughNetwork
{
    private readonly ICDPSession _session;

    private RoughNetwork(ICDPSession session) => _session = session;

    /// <summary>A network that loses nothing as yet.</summary>
    public static async Task<RoughNetwork> AroundAsync(User user)
    {
        var network = new RoughNetwork(await user.Page.Context.NewCDPSessionAsync(user.Page));
        await network._session.SendAsync("Network.enable");
        await network.LoseAsync(0);
        return network;
    }

    /// <summary>Loses so many of a hundred packets of calls from now on.</summary>
    public Task LoseAsync(double percent) => _session.SendAsync("Network.emulateNetworkConditionsByRule", new Dictionary<string, object>
    {
        ["offline"] = false,
        ["matchedNetworkConditions"] = new[]
        {
            new Dictionary<string, object>
            {
                ["urlPattern"] = "",
                ["latency"] = 0,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = -1,
                ["packetLoss"] = percent,
            },
        },
    });
}
