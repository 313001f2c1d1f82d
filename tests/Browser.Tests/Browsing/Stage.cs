using System.Security.Cryptography;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>Where one test plays: a service, and the people who come. Their ids are nobody's in other tests.</summary>
public sealed class Stage : IAsyncDisposable
{
    /// <summary>Little enough that three people with cameras leave some of two cores free.</summary>
    private const string SmallCamera = "320x180@15";

    private readonly Chromium _browser;
    private readonly string _suffix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
    private readonly List<User> _users = [];
    private readonly int _mark;

    public Stage(Chromium browser, StandaloneService service)
    {
        _browser = browser;
        Service = service;
        _mark = service.Log.Count;
    }

    /// <summary>The service of this test.</summary>
    public StandaloneService Service { get; }

    /// <summary>Somebody comes and signs in. The same name again is the same user at a second browser.</summary>
    /// <param name="through">Another way to the service than the straight one.</param>
    /// <param name="at">Another browser than that of everybody else.</param>
    /// <param name="manner">What is unusual about the browser they have of it.</param>
    public async Task<User> EnterAsync(
        string name,
        Uri? through = null,
        bool mayUseDevices = true,
        string camera = SmallCamera,
        Chromium? at = null,
        Action<BrowserNewContextOptions>? manner = null)
    {
        var context = await (at ?? _browser).OpenAsync(mayUseDevices, manner);
        var user = await ArriveAsync(context, name, through);
        await user.SignInAsync(camera);
        return user;
    }

    /// <summary>Somebody opens a browser, and has not looked at the page yet.</summary>
    public async Task<User> ArriveAsync(string name, Action<BrowserNewContextOptions>? manner = null, Uri? through = null) =>
        await ArriveAsync(await _browser.OpenAsync(mayUseDevices: true, manner), name, through);

    private async Task<User> ArriveAsync(IBrowserContext context, string name, Uri? through)
    {
        await Photograph.PoseAsync(context, name);
        var user = await User.AtAsync(context, through ?? Service.Address, name, $"{name.ToLowerInvariant()}-{_suffix}");
        _users.Add(user);
        return user;
    }

    /// <summary>Two people come, and the first makes a room for both, which both open. Returns its id.</summary>
    /// <param name="through">The first one's way to the service, where it is another than the straight one.</param>
    public async Task<(User Alice, User Bob, string RoomId)> TwoInARoomAsync(Uri? through = null)
    {
        var alice = await EnterAsync("Alice", through);
        var bob = await EnterAsync("Bob");
        var room = await alice.CreateRoomAsync("Two", bob);
        await bob.OpenRoomAsync("Two");
        return (alice, bob, room);
    }

    /// <summary>Two people come, and are in a call that the first has made. Returns the room's id.</summary>
    public async Task<(User Alice, User Bob, string RoomId)> TwoInACallAsync(CallType type, Uri? through = null)
    {
        var (alice, bob, room) = await TwoInARoomAsync(through);
        await alice.CallAsync(type);
        await bob.SeesPopupAsync(alice, type);
        await bob.AcceptAsync();
        await alice.Media.IsConnectedWithAsync(bob);
        await bob.Media.IsConnectedWithAsync(alice);
        return (alice, bob, room);
    }

    /// <summary>Three people come, and are in a call that the first has made.</summary>
    public async Task<(User Alice, User Bob, User Carol)> ThreeInACallAsync(CallType type)
    {
        var alice = await EnterAsync("Alice");
        var bob = await EnterAsync("Bob");
        var carol = await EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await alice.CallAsync(type);
        foreach (var invited in new[] { bob, carol })
        {
            await invited.SeesPopupAsync(alice, type);
            await invited.AcceptAsync();
        }

        await alice.Media.IsConnectedWithAsync(bob, carol);
        await bob.Media.IsConnectedWithAsync(alice, carol);
        return (alice, bob, carol);
    }

    /// <summary>Nothing went wrong that the story did not tell of: on any page, or in the service.</summary>
    public void AssertNoTrouble()
    {
        Assert.Empty(_users.SelectMany(user => user.Troubles.Unexpected.Select(error => $"{user.Id}: {error}")));
        Assert.Empty(Service.Log.ErrorsSince(_mark));
    }

    /// <summary>What a reader of a failed test wants to know.</summary>
    public async Task TellAsync(Action<string> tell)
    {
        foreach (var user in _users)
        {
            tell($"--- {user.Id}");
            tell(await user.DescribeAsync());
            foreach (var line in user.Troubles.Console.Concat(user.Troubles.Unanswered.Select(request => $"no answer yet: {request}")))
            {
                tell(line);
            }
        }

        tell($"--- service\n{Service.Log.Tail(60)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users)
        {
            await user.GoAwayAsync();
        }
    }
}
