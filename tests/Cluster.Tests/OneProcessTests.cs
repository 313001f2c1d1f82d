using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Scenarios;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests;

/// <summary>What happens to Standalone under load.</summary>
public sealed class OneProcessTests
{
    [Fact]
    public Task Killed_and_started_again_it_goes_on_where_it_was() => Run(_ => new ProcessKilled());

    [Fact]
    public Task Stopped_and_started_again_it_goes_on_where_it_was() => Run(_ => new RollingRestart());

    [Fact]
    public Task Locked_out_of_its_file_it_signals_on_and_does_the_rest_later() => Run(topology => new FileLocked(topology.DatabasePath));

    [Fact]
    public Task Two_people_who_call_at_once_have_one_call() => With(topology => Collisions.Run(topology, Scale.Current));

    [Fact]
    public Task Everybody_comes_back_at_once() => With(topology => CrowdReturns.Run(topology, Scale.Current));

    [Fact]
    public Task Who_goes_without_a_word_has_left_within_a_minute() => Scale.Current.IsLong
        ? With(topology => GoneSilently.Run(topology, TimeSpan.FromSeconds(60)))
        : With(topology => GoneSilently.Run(topology, TimeSpan.FromSeconds(12 + 2)), GoneSilently.Hurry);

    private static Task Run(Func<OneProcess, FaultScenario> scenario) => With(topology => scenario(topology).Run(topology, Scale.Current));

    private static async Task With(Func<OneProcess, Task> run, params (string Key, string Value)[] settings)
    {
        await using var topology = new OneProcess(settings);
        await topology.Start();
        await run(topology);
    }
}
