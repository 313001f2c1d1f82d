using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Scenarios;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests;

/// <summary>What happens to silos and gateways as processes of their own.</summary>
public sealed class ProcessesTests(RunningProcesses running) : IClassFixture<RunningProcesses>
{
    [Fact]
    public Task When_a_silo_is_killed_its_calls_go_on_elsewhere() => Run(new SiloKilled());

    [Fact]
    public Task When_a_silo_hangs_its_calls_go_on_elsewhere_and_it_can_change_nothing_afterwards() => Run(new SiloHung());

    [Fact]
    public Task When_a_gateway_is_killed_its_clients_go_on_at_another() => Run(new GatewayKilled());

    [Fact]
    public Task When_the_database_restarts_nothing_is_lost() => WithoutDatabase(TimeSpan.Zero);

    [Fact]
    public Task While_the_database_is_away_calls_signal_on_and_afterwards_all_is_well() => WithoutDatabase(Scale.Current.DatabaseAway);

    [Fact]
    public Task While_everything_restarts_one_by_one_nothing_is_lost() => Run(new RollingRestart());

    [Fact]
    public Task When_everything_is_replaced_as_Kubernetes_does_it_no_call_is_lost() => Run(new RollingUpdate());

    [Fact]
    public Task When_all_silos_are_killed_and_started_again_calls_go_on() => Run(new AllSilosKilled());

    [Fact]
    public async Task Two_people_who_call_at_once_have_one_call() => await Collisions.Run(await running.Whole(), Scale.Current);

    [Fact]
    public async Task Everybody_comes_back_at_once() => await CrowdReturns.Run(await running.Whole(), Scale.Current);

    [Fact]
    public async Task When_a_silo_is_cut_off_its_calls_go_on_elsewhere_and_it_can_change_nothing_afterwards()
    {
        Assert.SkipWhen(PrivateNetwork.WhyNot is not null, PrivateNetwork.WhyNot ?? "");
        Assert.SkipWhen(PrivateDatabase.IsGiven, PrivateDatabase.WhyNot);
        await Run(new SiloCutOff());
    }

    private Task WithoutDatabase(TimeSpan away)
    {
        Assert.SkipWhen(PrivateDatabase.IsGiven, PrivateDatabase.WhyNot);
        return Run(new DatabaseAway(away));
    }

    private async Task Run(FaultScenario scenario) => await scenario.Run(await running.Whole(), Scale.Current);
}
