using System.Diagnostics;
using System.Globalization;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Tests.Service;
using Microsoft.Extensions.Logging;

namespace FChat.Gateway.Tests.Security;

/// <summary>
/// What two people in a call notice of somebody who sends as much as they can: nothing to speak of. Quiet and flooded rounds take turns, so that what else the machine does
/// falls on both.
/// </summary>
[Collection(nameof(Undisturbed))]
public sealed class FloodTests : IAsyncLifetime
{
    private const int Rounds = 5;
    private const int SignalsOfRound = 60;

    // Less cannot be told apart on a machine that does other things as well: milliseconds in the middle, and of the slowest few, which waited for a processor.
    private const double Noise = 2;
    private const double NoiseOfSlowest = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(12);
    private readonly RunningService service = new(LogLevel.Warning);
    private HubClient alice = null!;
    private HubClient bob = null!;
    private string signal = "";

    public async ValueTask InitializeAsync()
    {
        await service.InitializeAsync();
        alice = await service.Connect("alice");
        bob = await service.Connect("bob");
        var room = (await alice.Invoke("create_room", """{"room_type":"Direct","members":["bob"]}""")).Data!["room_id"];
        var call = (await alice.Invoke("initiate_call", $$"""{"room_id":"{{room}}","call_type":"Audio"}""")).Data!["call_session_id"];
        Assert.Null((await alice.Invoke("join_call", $$"""{"call_session_id":"{{call}}"}""")).Error);
        Assert.Null((await bob.Invoke("join_call", $$"""{"call_session_id":"{{call}}"}""")).Error);
        signal = $$"""{"call_session_id":"{{call}}","signal_type":"custom","signal_data":1,"target_user":"bob"}""";
        await Round();
    }

    public async ValueTask DisposeAsync()
    {
        await alice.DisposeAsync();
        await bob.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public Task A_flood_by_the_hub_leaves_others_within_twice_of_normal() =>
        Compare("hub connection", (round, end) => Flood.ByHub(service.Address, $"mallory-{round}", end));

    [Fact]
    public Task A_flood_by_http_leaves_others_within_twice_of_normal() =>
        Compare("16 HTTP connections", (_, end) => Flood.ByHttp(service.Address, Tokens.For("mallory"), end));

    [Fact]
    public Task A_flood_of_strangers_leaves_others_within_twice_of_normal() =>
        Compare("16 HTTP connections without a token", (_, end) => Flood.ByHttp(service.Address, null, end));

    private async Task Compare(string what, Func<int, CancellationToken, Task> flood)
    {
        var (normal, flooded) = (new List<double[]>(), new List<double[]>());
        for (var round = 0; round < Rounds; round++)
        {
            normal.Add(await Round());
            using var end = new CancellationTokenSource();
            var flooding = flood(round, end.Token);
            await Round();
            flooded.Add(await Round());
            await end.CancelAsync();
            await flooding;
        }

        var (half, halfFlooded) = (MiddleOfRounds(normal), MiddleOfRounds(flooded));
        var (most, mostFlooded) = (Slowest(normal), Slowest(flooded));
        var told = string.Create(CultureInfo.InvariantCulture, $"a bystander's signal took {half:F2} ms (p99 {most:F2}), and {halfFlooded:F2} ms (p99 {mostFlooded:F2}) during a flood by {what}");
        Counts.Tell("flood", told);
        Assert.True(halfFlooded <= Math.Max(2 * half, Noise), told);
        Assert.True(mostFlooded <= Math.Max(2 * most, NoiseOfSlowest), told);
        Assert.Empty(service.Logs.Errors);
    }

    /// <summary>Signals one after another, each in less than what its sender is allowed.</summary>
    /// <returns>Milliseconds from sending to receiving, in order.</returns>
    private async Task<double[]> Round()
    {
        var times = new List<double>();
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        for (var i = 0; i < SignalsOfRound; i++)
        {
            await pace.WaitForNextTickAsync();
            var start = Stopwatch.GetTimestamp();
            await alice.Send("send_webrtc_signal", signal);
            await bob.NextEvent("webrtc_signal");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times.Order()];
    }

    private static double MiddleOfRounds(List<double[]> rounds) => rounds.Select(times => times[SignalsOfRound / 2]).Order().ElementAt(Rounds / 2);

    // The 99th of a hundred, of all rounds together: in one round that is its slowest, which is chance.
    private static double Slowest(List<double[]> rounds) => rounds.SelectMany(times => times).Order().ElementAt(Rounds * SignalsOfRound * 99 / 100);
}
