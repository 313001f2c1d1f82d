using FChat.LoadTests.Shapes.Joining;
using FChat.LoadTests.Shapes.Lifecycles;
using FChat.TestServers;

namespace FChat.LoadTests.Servers;

[Collection("Servers")]
public sealed class ClusterModeTests
{
    private static readonly Dictionary<string, string> NoSettings = [];

    [Fact]
    public async Task One_silo_and_one_gateway_keep_calls_with_presence_beside_and_nobody_waits_for_a_row()
    {
        var results = await SmokeLoad.RunAsync(
            new LifecyclesShape(), Mode(1, 1), "--callers 2 --presence 16 --beat-seconds 1 --rounds 1 --warm 0 --seconds 1");

        var figures = results[0].Samples[0].Figures;
        Assert.True(figures["lifecycles_per_second"] > 0);
        Assert.True(figures["statements_per_lifecycle"] > 0);
        Assert.Equal((0, 0, 0), (figures["deadlocks"], figures["lock_waits"], figures["lock_timeouts"]));
    }

    [Fact]
    public async Task Everybody_on_two_gateways_hears_of_everybody_who_joins() =>
        await SmokeLoad.RunAsync(new JoinShape(), Mode(2, 2), "--people 12 --rung 4 --at-once 4 --rounds 1 --warm 0");

    [Fact]
    public Task Calls_of_any_size_are_whole_on_two_silos_and_two_gateways() => GridSmoke.RunAsync(Mode(2, 2));

    // The programs as they were built with these tests.
    private static ClusterMode Mode(int silos, int gateways)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivatePostgres.Variable) is { Length: > 0 }, "A server was given; it is not ours to measure.");
        return new ClusterMode(silos, gateways, new ClusterPrograms(Built("Silo"), Built("Gateway")), NoSettings);
    }

    private static string Built(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, $"../../../../../src/{project}/bin/{configuration}/net10.0/FChat.{project}.dll"));
    }
}
