using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

namespace FChat.Storage;

/// <summary>Orleans' own membership table on our rows: a change is of the member and the cluster's version, or of neither.</summary>
[Collection<OnPostgres>]
public sealed class PostgresClusteringTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 11, 22, 10, 0, 0, DateTimeKind.Utc);

    private PostgresDatabase _database = null!;
    private IServiceProvider _services = null!;
    private AdoNetClusteringTable _table = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.Create(server);
        _services = await _database.Start();
        _table = await TableOf("one");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_new_cluster_has_version_0_and_nobody_and_a_second_beginning_changes_nothing()
    {
        await Insert(Silo(1));

        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);

        Assert.Equal(1, (await _table.ReadAllAsync(Cancellation)).Version.Version);
    }

    [Fact]
    public async Task A_member_is_read_as_it_was_written()
    {
        var silo = Silo(1, SiloStatus.Joining);
        silo.AddSuspector(Silo(2).SiloAddress, Start.AddSeconds(5));
        Assert.True(await Insert(silo));
        Assert.True(await Update(silo));

        var read = Assert.Single((await _table.ReadRowAsync(silo.SiloAddress, Cancellation)).Members).Item1;

        Assert.Equal(silo.ToFullString(), read.ToFullString());
        Assert.Equal((silo.SiloName, silo.HostName, silo.ProxyPort, silo.StartTime, silo.IAmAliveTime), (read.SiloName, read.HostName, read.ProxyPort, read.StartTime, read.IAmAliveTime));
    }

    [Fact]
    public async Task The_version_is_read_even_if_the_member_is_not_there()
    {
        await Insert(Silo(1));

        var read = await _table.ReadRowAsync(Silo(2).SiloAddress, Cancellation);

        Assert.Empty(read.Members);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task A_member_decided_on_an_older_version_is_not_added_and_nothing_is_counted()
    {
        var old = (await _table.ReadAllAsync(Cancellation)).Version;
        await Insert(Silo(1));

        Assert.False(await _table.InsertRowAsync(Silo(2), old.Next(), Cancellation));

        await Stands(version: 1, Silo(1));
    }

    [Fact]
    public async Task A_member_that_is_there_is_not_added_again_and_nothing_is_counted()
    {
        await Insert(Silo(1, SiloStatus.Active));

        Assert.False(await Insert(Silo(1, SiloStatus.Joining)));

        await Stands(version: 1, Silo(1, SiloStatus.Active));
    }

    [Fact]
    public async Task A_change_decided_on_an_older_version_is_not_made_and_nothing_is_counted()
    {
        await Insert(Silo(1));
        var old = await _table.ReadAllAsync(Cancellation);
        await Insert(Silo(2));

        Assert.False(await _table.UpdateRowAsync(Silo(1, SiloStatus.Dead), old.Members[0].Item2, old.Version.Next(), Cancellation));

        await Stands(version: 2, Silo(1), Silo(2));
    }

    [Fact]
    public async Task A_change_of_somebody_who_is_not_there_is_not_made_and_nothing_is_counted()
    {
        await Insert(Silo(1));

        Assert.False(await Update(Silo(2, SiloStatus.Dead)));

        await Stands(version: 1, Silo(1));
    }

    [Fact]
    public async Task Of_many_who_decide_on_the_same_version_one_succeeds()
    {
        for (var round = 0; round < 10; round++)
        {
            var version = (await _table.ReadAllAsync(Cancellation)).Version;
            var silos = Enumerable.Range(0, 8).Select(i => Silo(100 + (round * 8) + i)).ToArray();

            var answers = await Task.WhenAll(silos.Select(silo => _table.InsertRowAsync(silo, version.Next(), Cancellation)));

            Assert.Single(answers, true);
        }

        var stands = await _table.ReadAllAsync(Cancellation);
        Assert.Equal((10, 10), (stands.Version.Version, stands.Members.Count));
    }

    [Fact]
    public async Task A_change_and_a_clean_up_of_the_same_member_at_once_leave_both_rows_changed_or_neither()
    {
        for (var i = 1; i <= 20; i++)
        {
            var silo = Silo(i, SiloStatus.Dead);
            await Insert(silo);
            var before = await _table.ReadAllAsync(Cancellation);

            var cleaning = _table.CleanupDefunctSiloEntriesAsync(Start.AddDays(1), Cancellation);
            var changed = await Update(silo);
            await cleaning;

            Assert.Equal(changed ? 1 : 0, (await _table.ReadAllAsync(Cancellation)).Version.Version - before.Version.Version);
        }
    }

    [Fact]
    public async Task A_sign_of_life_counts_nothing_and_is_not_taken_back_by_a_change()
    {
        await Insert(Silo(1));
        await _table.UpdateIAmAliveAsync(Silo(1, alive: 60), Cancellation);

        Assert.True(await Update(Silo(1, SiloStatus.ShuttingDown, alive: 30)));

        await Stands(version: 2, Silo(1, SiloStatus.ShuttingDown, alive: 60));
    }

    [Fact]
    public async Task A_clean_up_takes_only_the_dead_of_whom_nothing_was_heard_since()
    {
        await Insert(Silo(1, SiloStatus.Dead));
        await Insert(Silo(2, SiloStatus.Dead, alive: 7200));
        await Insert(Silo(3, SiloStatus.Active));

        await _table.CleanupDefunctSiloEntriesAsync(Start.AddHours(1), Cancellation);

        await Stands(version: 3, Silo(2, SiloStatus.Dead, alive: 7200), Silo(3, SiloStatus.Active));
    }

    [Fact]
    public async Task Clusters_of_different_ids_know_nothing_of_each_other()
    {
        var other = await TableOf("two");
        await Insert(Silo(1));

        Assert.Empty((await other.ReadAllAsync(Cancellation)).Members);
        await _table.DeleteMembershipTableEntriesAsync("two", Cancellation);

        await Stands(version: 1, Silo(1));
    }

    [Fact]
    public async Task Gateways_are_found_at_active_members_that_have_a_port_for_them()
    {
        await Insert(Silo(1, SiloStatus.Active));
        await Insert(Silo(2, SiloStatus.Joining));
        var closed = Silo(3, SiloStatus.Active);
        closed.ProxyPort = 0;
        await Insert(closed);
        var gateways = new AdoNetGatewayListProvider(
            Log<AdoNetGatewayListProvider>(), _services, Options.Create(Source(new AdoNetClusteringClientOptions())), Options.Create(new GatewayOptions()), Cluster("one"));
        await gateways.InitializeGatewayListProvider();

        Assert.Equal([30_001], (await gateways.GetGateways()).Select(gateway => gateway.Port));
    }

    private async Task<AdoNetClusteringTable> TableOf(string cluster)
    {
        var options = new AdoNetClusteringSiloOptions { Invariant = "Npgsql", DataSource = _services.GetRequiredService<NpgsqlDataSource>() };
        var table = new AdoNetClusteringTable(_services, Cluster(cluster), Options.Create(options), Log<AdoNetClusteringTable>());
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        return table;
    }

    private AdoNetClusteringClientOptions Source(AdoNetClusteringClientOptions options)
    {
        options.Invariant = "Npgsql";
        options.DataSource = _services.GetRequiredService<NpgsqlDataSource>();
        return options;
    }

    private static IOptions<ClusterOptions> Cluster(string id) => Options.Create(new ClusterOptions { ClusterId = id, ServiceId = "test" });

    private ILogger<T> Log<T>() => _services.GetRequiredService<ILogger<T>>();

    private static MembershipEntry Silo(int number, SiloStatus status = SiloStatus.Active, int alive = 0) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11_000 + number, 7),
        SiloName = $"silo {number}",
        HostName = "host",
        Status = status,
        ProxyPort = 30_000 + number,
        StartTime = Start,
        IAmAliveTime = Start.AddSeconds(alive),
    };

    private async Task<bool> Insert(MembershipEntry silo) => await _table.InsertRowAsync(silo, (await _table.ReadAllAsync(Cancellation)).Version.Next(), Cancellation);

    private async Task<bool> Update(MembershipEntry silo)
    {
        var now = await _table.ReadAllAsync(Cancellation);
        return await _table.UpdateRowAsync(silo, now.Version.VersionEtag, now.Version.Next(), Cancellation);
    }

    private async Task Stands(int version, params MembershipEntry[] members)
    {
        var stands = await _table.ReadAllAsync(Cancellation);
        Assert.Equal(version, stands.Version.Version);
        Assert.Equal(members.Select(Said), stands.Members.Select(member => Said(member.Item1)).Order());
    }

    private static string Said(MembershipEntry silo) => $"{silo.SiloAddress} {silo.Status} {silo.IAmAliveTime:O}";
}
