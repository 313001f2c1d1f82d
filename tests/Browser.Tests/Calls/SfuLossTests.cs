using System.Diagnostics;
using System.Globalization;
using static FChat.Calls.SfuStory;
using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>A media server that goes away in the middle of a call.</summary>
public sealed class SfuLossTests(Chromium browser, SfuService service) : BrowserTest(browser), IClassFixture<SfuService>
{
    private static readonly TimeSpan TellWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public Task A_media_server_that_is_killed_is_told_of_at_once_and_all_comes_back_when_it_does() => PlayAsync(service.Running, async stage =>
    {
        var people = new[] { await stage.EnterAsync("Alice"), await stage.EnterAsync("Bob"), await stage.EnterAsync("Carol") };
        await CallAsync(CallType.Audio, people);
        await SeeTopologyAsync("sfu", people);
        await HearAsync(people);

        var killed = Stopwatch.StartNew();
        await service.Janus.Kill();
        await Task.WhenAll(people.Select(one => Expect(one.Page.GetByTestId("media-server-hint")).ToBeVisibleAsync()));
        await Task.WhenAll(people.Select(one => Expect(CallOf(one)).ToHaveAttributeAsync("data-phase", "reconnecting")));
        Tell("told", killed.Elapsed);
        Assert.True(killed.Elapsed < TellWithin);
        await Task.WhenAll(people.Select(one => one.SeesConnectionAsync("connected"))); // signalling is untouched

        await service.Janus.Restart();
        var there = Stopwatch.StartNew();
        await Task.WhenAll(people.Select(one => HearsAllAsync(one, [.. people.Where(other => other != one)])));
        Tell("heard again", there.Elapsed);
        Assert.True(there.Elapsed < BackWithin, there.Elapsed.ToString());
        await Task.WhenAll(people.Select(one => Expect(CallOf(one)).ToHaveAttributeAsync("data-phase", "connected")));
        await Task.WhenAll(people.Select(one => Expect(one.Page.GetByTestId("media-server-hint")).ToBeHiddenAsync()));
    });

    private static Task HearsAllAsync(User one, User[] others) => Task.WhenAll(others.Select(one.Media.HearsAsync));

    private static void Tell(string what, TimeSpan after) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} after {after.TotalMilliseconds:0} ms"));
}
