using System.Net;
using FChat.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;

namespace FChat.Storage;

/// <summary>Silos of several clusters and services on one database. Of a service one cluster may live, and of a cluster one service.</summary>
[Collection<OnPostgres>]
public sealed class ClusterClaimTests(PostgresServer server) : IAsyncLifetime
{
    private readonly Silos _silos = new();
    private PostgresDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.Create(server);

    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_second_cluster_on_a_service_is_refused_by_name_and_the_first_goes_on()
    {
        await _silos.Start(Silo("blue", "chat"));

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _silos.Start(Silo("green", "chat")));

        Assert.Contains("The service chat is served by the cluster blue already (127.0.0.1:", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["blue serves chat"], Claims());
        Assert.Equal(0L, PostgresServer.Scalar(_database.ConnectionString, "select count(*) from cluster_member where cluster_id = 'green'"));
    }

    [Fact]
    public async Task A_cluster_of_another_service_is_refused_by_name()
    {
        await _silos.Start(Silo("blue", "chat"));

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _silos.Start(Silo("blue", "trial")));

        Assert.Contains("The cluster blue serves the service chat already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["blue serves chat"], Claims());
    }

    [Fact]
    public async Task Silos_of_one_cluster_and_clusters_of_different_services_live_side_by_side()
    {
        await _silos.Start(Silo("blue", "chat"));
        await _silos.Start(Silo("blue", "chat"));
        await _silos.Start(Silo("green", "trial"));

        Assert.Equal(["blue serves chat", "green serves trial"], Claims());
    }

    [Fact]
    public async Task A_cluster_that_was_stopped_is_in_nobody_s_way_at_once()
    {
        await _silos.Stop(await _silos.Start(Silo("blue", "chat")));

        await _silos.Stop(await _silos.Start(Silo("green", "chat")));
        await _silos.Start(Silo("green", "trial"));

        Assert.Equal(["green serves trial"], Claims());
    }

    [Theory]
    [InlineData(35, true)]
    [InlineData(45, false)]
    public async Task A_cluster_of_which_nothing_was_heard_for_three_signs_of_life_is_gone(int seconds, bool isInTheWay)
    {
        await _silos.Stop(await _silos.Start(Silo("blue", "chat")));
        Set($"update cluster_member set status = 3, alive_time = now() - interval '{seconds} s'");

        var refusal = await Record.ExceptionAsync(() => _silos.Start(Silo("green", "chat")));

        Assert.Equal(isInTheWay, refusal is StartRefusedException);
        Assert.Equal(isInTheWay, refusal is not null);
    }

    [Theory]
    [InlineData(55, true)]
    [InlineData(65, false)]
    public async Task A_claim_whose_silo_has_not_joined_holds_for_a_minute(int seconds, bool isInTheWay)
    {
        await _silos.Stop(await _silos.Start(Silo("blue", "chat")));
        Set("update cluster_version set changed_at = now() - interval '1 hour'");
        Set($"update cluster_service set claimed_at = now() - interval '{seconds} s'");

        var refusal = await Record.ExceptionAsync(() => _silos.Start(Silo("green", "chat")));

        Assert.Equal(isInTheWay, refusal is StartRefusedException);
        Assert.Equal(isInTheWay, refusal?.Message.Contains("just starting", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Of_two_clusters_that_start_at_once_one_is_refused()
    {
        await _silos.Stop(await _silos.Start(Silo("old", "chat")));
        await using var first = new NpgsqlConnection(PostgresServer.Unpooled(_database.ConnectionString));
        await first.OpenAsync(Cancellation);
        await using var hold = new NpgsqlCommand("begin; select pg_advisory_xact_lock(x'636C61696D'::bigint)", first);
        await hold.ExecuteNonQueryAsync(Cancellation);

        var starts = Task.WhenAll(StartOf("blue"), StartOf("green"));
        await BothWait();
        await first.CloseAsync();

        Assert.IsType<StartRefusedException>(Assert.Single(await starts, refusal => refusal is not null));
        Assert.Single(Claims());
    }

    [Theory]
    [InlineData("127.0.0.1", "10.0.0.5")]
    [InlineData("10.0.0.5", "127.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    public async Task A_silo_of_another_machine_that_cannot_be_reached_for_a_loopback_address_is_refused_by_name(string other, string own)
    {
        await AnotherMachine(other);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _silos.Start(Silo("blue", "chat", ("Silo:Address", own))));

        Assert.Contains($"The machine elsewhere has a silo of the cluster blue at {other}:11", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Silo:Address", refusal.Message, StringComparison.Ordinal);
    }

    // Three, because a newcomer's vote alone is enough to declare one or two of them dead.
    [Fact]
    public async Task A_silo_that_cannot_reach_the_others_ends_in_words()
    {
        await AnotherMachine("127.0.0.1");
        Set($"""
            update cluster_member set host_name = '{Dns.GetHostName()}';
            insert into cluster_member (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
            select cluster_id, address, other, generation, silo_name, host_name, status, proxy_port, start_time, alive_time from cluster_member, generate_series(12, 13) other
            """);
        var silo = Silo("blue", "chat");
        silo.Services.PostConfigure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(1));

        var failure = await Record.ExceptionAsync(() => _silos.Start(silo));

        Assert.Contains("cannot reach each other. Correct Silo:Address", SiloStartRefusal.ReasonOf(failure!) ?? failure!.ToString(), StringComparison.Ordinal);
    }

    private HostApplicationBuilder Silo(string cluster, string service, params IEnumerable<(string Key, string? Value)> settings) => _silos.Standalone(
        "no.db", [("Postgres:ConnectionString", _database.ConnectionString), ("Silo:ClusterId", cluster), ("Silo:ServiceId", service), .. settings]);

    private async Task<Exception?> StartOf(string cluster) => await Record.ExceptionAsync(() => _silos.Start(Silo(cluster, "chat")));

    // As it stands in the database: a silo that lives, at a port where nobody listens.
    private async Task AnotherMachine(string address)
    {
        await _silos.Stop(await _silos.Start(Silo("blue", "chat")));
        Set($"update cluster_member set status = 3, alive_time = now() + interval '1 s', host_name = 'elsewhere', address = '{address}', port = 11");
    }

    private void Set(string statement) => PostgresServer.Scalar(_database.ConnectionString, statement);

    private string[] Claims() =>
        (string[])PostgresServer.Scalar(_database.ConnectionString, "select array_agg(cluster_id || ' serves ' || service_id order by cluster_id) from cluster_service")!;

    private async Task BothWait()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((long)PostgresServer.Scalar(
            _database.ConnectionString,
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())")! < 2)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
