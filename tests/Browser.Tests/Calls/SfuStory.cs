using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>What stories of calls with a media server have in common.</summary>
internal static class SfuStory
{
    /// <summary>People come into a call, the first of whom makes it; all the others accept at once.</summary>
    public static async Task CallAsync(CallType type, params User[] people)
    {
        var caller = people[0];
        await caller.CreateRoomAsync("Team", people[1..]);
        await caller.CallAsync(type);
        foreach (var invited in people[1..])
        {
            await invited.SeesPopupAsync(caller, type);
            await invited.AcceptAsync();
        }
    }

    public static Task SeeTopologyAsync(string topology, params User[] people) =>
        Task.WhenAll(people.Select(one => Expect(CallOf(one)).ToHaveAttributeAsync("data-topology", topology)));

    public static async Task SeeAndHearAsync(params User[] people)
    {
        foreach (var (one, other) in Pairs(people))
        {
            await one.Media.SeesAsync(other);
            await one.Media.HearsAsync(other);
        }
    }

    public static async Task HearAsync(params User[] people)
    {
        foreach (var (one, other) in Pairs(people))
        {
            await one.Media.HearsAsync(other);
        }
    }

    public static Task<bool> PublishesAsync(User one) => one.Page.EvaluateAsync<bool>("() => window.FChatDiagnostics.publishing()?.connectionState === 'connected'");

    /// <summary>Whether anything still goes from page to page.</summary>
    public static Task<bool> SendsToPeersAsync(User one) => one.Page.EvaluateAsync<bool>(
        "() => Object.values(window.FChatDiagnostics.peers()).some((peer) => peer.getTransceivers().some((line) => line.currentDirection !== 'recvonly'))");

    public static ILocator CallOf(User one) => one.Page.Locator("#call-ui-container");

    public static ILocator TileOf(User viewer, User peer) => viewer.Page.Locator($"[data-testid=remote-tile][data-user='{peer.Id}']");

    private static IEnumerable<(User One, User Other)> Pairs(User[] people) =>
        people.SelectMany(one => people.Where(other => other != one).Select(other => (one, other)));
}
