namespace FChat.Calls;

public sealed class MeshTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Three_who_are_called_together_are_all_connected_with_each_other() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);

        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await carol.SeesPopupAsync(alice, CallType.Video);
        await Task.WhenAll(bob.AcceptAsync(), carol.AcceptAsync()); // two newcomers at once

        await AllSeeAndHearAsync(alice, bob, carol);
        await Photograph.TakeAsync(alice.Page, "call.png");
    });

    [Fact]
    public Task Who_comes_late_joins_the_running_call_by_its_button() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await carol.SeesPopupAsync(alice, CallType.Audio);
        await carol.DeclineAsync();
        await bob.Media.IsConnectedWithAsync(alice);

        await carol.OpenRoomAsync("Three");
        await carol.SeesJoinButtonAsync();
        await carol.JoinCallAsync();

        await carol.SeesPeersAsync(alice, bob);
        await alice.SeesPeersAsync(bob, carol);
        await carol.Media.IsConnectedWithAsync(alice, bob);
        await carol.Media.HearsAsync(alice);
        await carol.Media.HearsAsync(bob);
        await alice.Media.HearsAsync(carol);
        await bob.Media.HearsAsync(carol);
    });

    [Fact]
    public Task When_one_of_three_leaves_the_other_two_go_on() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await carol.SeesPopupAsync(alice, CallType.Audio);
        await carol.AcceptAsync();
        await carol.Media.IsConnectedWithAsync(alice, bob);

        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
        await bob.SeesPeersAsync(carol);
        await bob.Media.IsConnectedWithAsync(carol);
        await bob.Media.HearsAsync(carol);
        await carol.Media.HearsAsync(bob);
    });

    private static async Task AllSeeAndHearAsync(params User[] people)
    {
        foreach (var one in people)
        {
            var others = people.Where(other => other != one).ToArray();
            await one.SeesPeersAsync(others);
            await one.Media.IsConnectedWithAsync(others);
            foreach (var other in others)
            {
                await one.Media.SeesAsync(other);
                await one.Media.HearsAsync(other);
            }
        }
    }
}
