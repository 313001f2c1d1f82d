using static FChat.Calls.SfuStory;

namespace FChat.Calls;

/// <summary>A call that outgrows a mesh, and one that shrinks to it again, in real browsers with a real media server.</summary>
public sealed class SfuSwitchTests(Chromium browser, SfuService service) : BrowserTest(browser), IClassFixture<SfuService>
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);

    [Fact]
    public Task The_third_with_a_camera_makes_it_a_call_of_the_media_server_and_when_two_are_left_it_is_a_mesh_again_without_a_gap() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await SeeAndHearAsync(alice, bob);
        await SeeTopologyAsync("mesh", alice, bob);
        var watched = new[] { alice, bob };
        await WatchAsync(watched);

        await carol.SeesPopupAsync(alice, CallType.Video);
        await carol.AcceptAsync();
        await SeeTopologyAsync("sfu", alice, bob, carol);
        await SeeAndHearAsync(alice, bob, carol);
        await AllAreBySfuAsync(alice, bob, carol);
        await AssertNoGapAsync(watched);

        // With three in it, it stays so, and nothing moves.
        await WatchAsync(alice, bob, carol);
        await new MediaGaps(alice.Page).HasWatchedForAsync(TimeSpan.FromSeconds(6));
        await SeeTopologyAsync("sfu", alice, bob, carol);
        await AssertNoGapAsync(alice, bob, carol);

        await carol.EndCallAsync();
        await WatchAsync(watched);
        await SeeTopologyAsync("mesh", watched);
        await SeeAndHearAsync(watched);
        await Until.AnswerAsync(() => PublishesAsync(alice), yes => !yes, Patience.ForMedia);
        await AssertNoGapAsync(watched);
    });

    private static Task WatchAsync(params User[] people) => Task.WhenAll(people.Select(one => new MediaGaps(one.Page).WatchAsync("audio", "video")));

    private static async Task AssertNoGapAsync(params User[] people)
    {
        foreach (var one in people)
        {
            var longest = await new MediaGaps(one.Page).LongestAsync(one.Name);
            Assert.True(longest < LongestGap, $"{one.Name} missed somebody for {longest.TotalMilliseconds:0} ms.");
        }
    }

    /// <summary>Every page has one connection to publish by, and nothing from page to page any more.</summary>
    private static async Task AllAreBySfuAsync(params User[] people)
    {
        foreach (var one in people)
        {
            await Until.AnswerAsync(() => PublishesAsync(one), yes => yes, Patience.ForMedia);
            await Until.AnswerAsync(() => SendsToPeersAsync(one), yes => !yes, Patience.ForMedia);
        }
    }
}
