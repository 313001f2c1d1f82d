using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Browsing;

/// <summary>What a user sees. Everything here waits for it, and fails when it does not come.</summary>
public sealed partial class User
{
    private ILocator CallView => Page.Locator("#call-ui-container");

    private ILocator Popup => Page.Locator("#incoming-call-popup");

    private ILocator Help => Page.Locator("#help-dialog");

    /// <summary>The state of the connection to the service: <c>connected</c>, <c>reconnecting</c>…</summary>
    public Task SeesConnectionAsync(string status) =>
        Expect(Find("connection-status")).ToHaveAttributeAsync("data-status", status);

    /// <summary>The call view with this line of state.</summary>
    public async Task SeesCallAsync(string state)
    {
        await Expect(CallView).ToBeVisibleAsync();
        await Expect(Find("call-state")).ToHaveTextAsync(state);
    }

    /// <summary>The call view is closed, or was never open.</summary>
    public Task SeesNoCallAsync() => Expect(CallView).ToBeHiddenAsync();

    /// <summary>What is said about the call that is over: <c>declined</c>, <c>left</c>…</summary>
    public Task SeesSummaryAsync(string outcome) => Expect(Find("call-summary")).ToHaveAttributeAsync("data-outcome", outcome);

    /// <summary>The popup with the caller's name.</summary>
    public async Task SeesPopupAsync(User from, CallType type)
    {
        await Expect(Popup).ToBeVisibleAsync();
        await Expect(Find("incoming-from")).ToHaveTextAsync($"{from.Name} is calling");
        await Expect(Find("incoming-type")).ToHaveTextAsync(type == CallType.Audio ? "Incoming audio call" : "Incoming video call");
    }

    /// <summary>The popup says that accepting ends the present call.</summary>
    public Task SeesBusyWarningAsync() => Expect(Find("incoming-busy")).ToBeVisibleAsync();

    public Task SeesNoPopupAsync() => Expect(Popup).ToBeHiddenAsync();

    /// <summary>A short message in the corner.</summary>
    public Task SeesNoticeAsync(string text) =>
        Expect(Find("notice").Filter(new LocatorFilterOptions { HasText = text }).First).ToBeVisibleAsync();

    /// <summary>No message in the corner.</summary>
    public Task SeesNoNoticeAsync() => Expect(Find("notice")).ToHaveCountAsync(0);

    /// <summary>The duration of the call, once it says at least so much.</summary>
    public async Task SeesCallLastingAsync(TimeSpan atLeast)
    {
        await Expect(Find("call-timer")).ToHaveTextAsync(ClockTime);
        await Until.AnswerAsync(ShownDurationAsync, shown => shown >= atLeast, Patience.ForThePage);
    }

    /// <summary>Whether somebody's tile shows them as muted.</summary>
    public Task SeesMutedAsync(User peer, bool muted = true) =>
        Expect(TileOf(peer).GetByTitle("Muted")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Visible = muted });

    /// <summary>Whether the own microphone is on, by its button.</summary>
    public Task SeesMicrophoneAsync(bool on) =>
        Expect(Find("toggle-microphone")).ToHaveAttributeAsync("aria-pressed", on ? "true" : "false");

    /// <summary>Whether somebody's tile shows their camera as on.</summary>
    public Task SeesCameraAsync(User peer, bool on) =>
        Expect(TileOf(peer)).ToHaveAttributeAsync("data-camera", on ? "true" : "false");

    /// <summary>Somebody's tile in a phase: <c>connected</c>, <c>reconnecting</c>…</summary>
    public Task SeesPeerAsync(User peer, string phase) => Expect(TileOf(peer)).ToHaveAttributeAsync("data-phase", phase);

    /// <summary>Somebody in the list of the call's participants, with a status of the protocol.</summary>
    public Task SeesParticipantAsync(User participant, string status) =>
        Expect(Page.Locator($"[data-testid=call-participant][data-user='{participant.Id}']")).ToHaveAttributeAsync("data-status", status);

    /// <summary>Tiles of exactly these people.</summary>
    public async Task SeesPeersAsync(params User[] peers)
    {
        await Expect(Find("remote-tile")).ToHaveCountAsync(peers.Length);
        foreach (var peer in peers)
        {
            await Expect(TileOf(peer)).ToBeVisibleAsync();
        }
    }

    /// <summary>The own picture, moving.</summary>
    public async Task SeesOwnPictureAsync()
    {
        await Expect(Find("local-video")).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=local-video]').videoWidth > 0");
    }

    public Task SeesNoOwnPictureAsync() => Expect(Find("local-video")).ToBeHiddenAsync();

    /// <summary>The button that joins the live call of the open room.</summary>
    public Task SeesJoinButtonAsync() => Expect(Find("join-call")).ToBeVisibleAsync();

    /// <summary>The list of rooms: these and no others.</summary>
    public Task SeesRoomsAsync(params string[] names) => Expect(Page.Locator("[data-testid=room-item] .room-name")).ToHaveTextAsync(names);

    /// <summary>The newest messages of the open room, oldest first, and nothing else.</summary>
    public Task SeesMessagesAsync(params string[] contents) => Expect(Find("message-content")).ToHaveTextAsync(contents);

    /// <summary>What was written in the call, oldest first, with who wrote it.</summary>
    public Task SeesCallChatAsync(params string[] lines) => Expect(Find("call-chat-line")).ToHaveTextAsync(lines);

    /// <summary>A member of the open room, by name, with a status: <c>Online</c>, <c>Offline</c>…</summary>
    public async Task SeesMemberAsync(User member, string status, bool inCall = false)
    {
        var item = Page.Locator($"[data-testid=member][data-user='{member.Id}']");
        await Expect(item).ToContainTextAsync(member.Name);
        await Expect(item).ToHaveAttributeAsync("data-status", status);
        await Expect(item).ToHaveAttributeAsync("data-in-call", inCall ? "true" : "false");
    }

    /// <summary>The help about devices, for one kind of problem.</summary>
    public async Task SeesHelpAsync(string problem)
    {
        await Expect(Help).ToBeVisibleAsync();
        await Expect(Find("help-card")).ToHaveAttributeAsync("data-problem", problem);
    }

    private ILocator TileOf(User peer) => Page.Locator($"[data-testid=remote-tile][data-user='{peer.Id}']");

    private async Task<TimeSpan> ShownDurationAsync()
    {
        var parts = (await Find("call-timer").InnerTextAsync()).Split(':').Select(part => int.Parse(part, null)).ToArray();
        return new TimeSpan(parts.Length > 2 ? parts[^3] : 0, parts[^2], parts[^1]);
    }

    [GeneratedRegex(@"^(\d+:)?\d{1,2}:\d{2}$")]
    private static partial Regex ClockTime { get; }
}
