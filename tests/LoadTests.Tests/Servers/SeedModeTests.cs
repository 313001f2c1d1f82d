using FChat.LoadTests.Shapes.Lifecycles;

namespace FChat.LoadTests.Servers;

[Collection("Servers")]
public sealed class SeedModeTests
{
    // Room and live call, the call with two participants, and the caller's row; twice the call with its participants, saved, and the joining one's row;
    // the same once more with both users' rows.
    private const int StatementsOfCall = (2 + 3 + 1) + 2 * (2 + 4 + 1) + (2 + 4 + 2);
    private const int RequestsOfCall = 4;

    [Fact]
    public async Task Each_call_is_rung_and_ended_once_and_costs_a_commit_for_each_of_its_requests()
    {
        var results = await SmokeLoad.RunAsync(new LifecyclesShape(), new SeedMode(runtimeConfig: null), "--callers 4 --rounds 1 --warm 0 --seconds 1");

        var figures = results[0].Samples[0].Figures;
        Assert.True(figures["lifecycles_per_second"] > 0);
        Assert.Equal(RequestsOfCall, figures["commits_per_lifecycle"]);
        Assert.Equal(StatementsOfCall, figures["statements_per_lifecycle"]);
    }

    [Fact]
    public async Task Presence_beside_the_calls_is_answered()
    {
        var results = await SmokeLoad.RunAsync(
            new LifecyclesShape(), new SeedMode(runtimeConfig: null), "--callers 2 --presence 32 --beat-seconds 1 --rounds 1 --warm 0 --seconds 1");

        Assert.True(results[0].Samples[0].Figures["beats_per_second"] > 0);
    }
}
