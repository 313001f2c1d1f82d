using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Browsing;

/// <summary>A person at one browser. What they do reads like the protocol; what they see is in the other half.</summary>
public sealed partial class User
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;

    private User(string name, string id, IBrowserContext context, IPage page, Uri address)
    {
        Name = name;
        Id = id;
        Page = page;
        Media = new MediaFlow(page);
        Troubles = new PageTroubles(page);
        _context = context;
        _address = address;
    }

    /// <summary>The display name, which others see.</summary>
    public string Name { get; }

    /// <summary>The user id.</summary>
    public string Id { get; }

    /// <summary>The page, for what only one test needs.</summary>
    public IPage Page { get; }

    /// <summary>What comes in from the others.</summary>
    internal MediaFlow Media { get; }

    internal PageTroubles Troubles { get; }

    /// <summary>Opens the page in a browser of its own; nobody is signed in.</summary>
    internal static async Task<User> AtAsync(IBrowserContext context, Uri address, string name, string id)
    {
        var page = await context.NewPageAsync();
        return new User(name, id, context, page, address);
    }

    /// <summary>Opens the page and signs in by its development sign-in.</summary>
    /// <param name="camera">What the camera is asked for, as <c>640x360@15</c>.</param>
    public async Task SignInAsync(string camera)
    {
        await Page.GotoAsync(new Uri(_address, $"/?video={camera}").ToString());
        await Find("sign-in-user").FillAsync(Id);
        await Find("sign-in-name").FillAsync(Name);
        await Find("sign-in-submit").ClickAsync();
        await SeesConnectionAsync("connected");
    }

    /// <summary>Creates a room with the others by the page's form; it opens. Returns its id.</summary>
    public async Task<string> CreateRoomAsync(string name, params User[] members)
    {
        await Find("create-room-name").FillAsync(name);
        await Find("create-room-members").FillAsync(string.Join(", ", members.Select(member => member.Id)));
        await Find("create-room-submit").ClickAsync();
        await Expect(Find("room-title")).ToHaveTextAsync(name);
        return await OpenRoomItem.GetAttributeAsync("data-room-id") ?? throw new InvalidOperationException("The open room has no id.");
    }

    /// <summary>Opens a room from the list, once it is there.</summary>
    public async Task OpenRoomAsync(string name)
    {
        await Find("room-item").Filter(new LocatorFilterOptions { HasText = name }).ClickAsync();
        await Expect(Find("room-title")).ToHaveTextAsync(name);
    }

    public Task CallAsync(CallType type) => ButtonFor(type).ClickAsync();

    /// <summary>Calls though a ring may already stand before the button, as a click does that was under way.</summary>
    public Task CallBlindlyAsync(CallType type) => ButtonFor(type).DispatchEventAsync("click");

    public Task AcceptAsync() => Find("incoming-accept").ClickAsync();

    public Task DeclineAsync() => Find("incoming-decline").ClickAsync();

    /// <summary>Joins the live call of the open room.</summary>
    public Task JoinCallAsync() => Find("join-call").ClickAsync();

    /// <summary>As host: ends the call for everybody, and means it.</summary>
    public async Task EndForAllAsync()
    {
        await Find("end-for-all").ClickAsync();
        await Find("confirm-yes").ClickAsync();
    }

    /// <summary>As host: mutes somebody, by the list of participants.</summary>
    public Task MuteAsync(User participant) => AsHostAsync(participant, "mute-participant");

    /// <summary>As host: removes somebody, by the list of participants, and means it.</summary>
    public async Task RemoveAsync(User participant)
    {
        await AsHostAsync(participant, "remove-participant");
        await Find("confirm-yes").ClickAsync();
    }

    public Task EndCallAsync() => Find("end-call").ClickAsync();

    public Task ToggleMicrophoneAsync() => Find("toggle-microphone").ClickAsync();

    public Task ToggleCameraAsync() => Find("toggle-camera").ClickAsync();

    public Task ReloadAsync() => Page.ReloadAsync();

    /// <summary>Writes a message to the open room.</summary>
    public async Task SayAsync(string text)
    {
        await Find("message-input").FillAsync(text);
        await Find("message-send").ClickAsync();
    }

    public Task CloseHelpAsync() => Find("help-close").ClickAsync();

    /// <summary>From now on the browser may say on its console that the service cannot be reached.</summary>
    public void ExpectLostConnections()
    {
        Troubles.Expect("WebSocket connection to");
        Troubles.Expect("net::ERR_"); // the HTTP request that asks whether the sign-in is still good
    }

    /// <summary>The page as the page sees it, for the reader of a failed test.</summary>
    internal async Task<string> DescribeAsync()
    {
        try
        {
            return await Page.EvaluateAsync<string>("JSON.stringify({ call: window.FChatDiagnostics?.call(), text: document.body.innerText }, null, 1)");
        }
        catch (PlaywrightException gone)
        {
            return gone.Message;
        }
    }

    /// <summary>Writes to the others in the call, from page to page.</summary>
    public async Task SayInCallAsync(string text)
    {
        await OpenPanelAsync("call-chat-panel", "toggle-call-chat");
        await Find("call-chat-input").FillAsync(text);
        await Find("call-chat-send").ClickAsync();
    }

    /// <summary>Presses what has no word of its own here.</summary>
    public Task PressAsync(string testId) => Find(testId).ClickAsync();

    public Task SignOutAsync() => Find("sign-out").ClickAsync();

    /// <summary>Closes the browser: no leave is said.</summary>
    public Task GoAwayAsync() => _context.CloseAsync();

    private async Task AsHostAsync(User participant, string button)
    {
        await OpenPanelAsync("people-panel", "toggle-people");
        await Page.Locator($"[data-testid=call-participant][data-user='{participant.Id}']").GetByTestId(button).ClickAsync();
    }

    private async Task OpenPanelAsync(string panel, string button)
    {
        if (!await Find(panel).IsVisibleAsync())
        {
            await Find(button).ClickAsync();
        }
    }

    private ILocator ButtonFor(CallType type) => Find(type == CallType.Audio ? "audio-call" : "video-call");

    private ILocator OpenRoomItem => Page.Locator("[data-testid=room-item][aria-current=true]");

    private ILocator Find(string testId) => Page.GetByTestId(testId);
}
