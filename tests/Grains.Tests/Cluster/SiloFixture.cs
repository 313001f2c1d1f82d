using FChat.Gateways;
using FChat.Ledger;
using FChat.Storage.Sqlite;
using FChat.Time;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace FChat.Cluster;

/// <summary>
/// One silo with all of the product's grains on a real SQLite file, a client beside it, and in the test's hand: time, gateways, and whether storage and ledger work.
/// Tests of one class share it: they use people and rooms of their own, and put right what they broke.
/// </summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");
    private readonly List<FakeGateway> _gateways = [];
    private readonly InProcessTestCluster _cluster;
    private int _people;

    public SiloFixture()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => Compose(silo));
        _cluster = builder.Build();
    }

    /// <summary>The time of grains, links, projector and sweeper; the cluster's own is real.</summary>
    internal WatchedTime Time { get; } = new();

    internal SwitchedLedger Ledger { get; } = new();

    internal SwitchedStorage Storage { get; } = new();

    public IGrainFactory Grains => _cluster.Client;

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>A user nobody else uses.</summary>
    internal Person Person(string name) => new(this, $"{name}-{Interlocked.Increment(ref _people)}", name);

    /// <summary>A gateway that holds a lease.</summary>
    internal async Task<FakeGateway> Gateway()
    {
        var gateway = new FakeGateway(_cluster.Client);
        await gateway.Renew();
        _gateways.Add(gateway);
        return gateway;
    }

    /// <summary>Lets time pass, while the gateways renew their leases.</summary>
    internal async Task Pass(TimeSpan span)
    {
        var step = TimeSpan.FromSeconds(4);
        for (; span > TimeSpan.Zero; span -= step)
        {
            Time.Advance(span < step ? span : step);
            await Renew();
        }
    }

    /// <summary>Puts right whatever a test has broken, and lets those who wait to try again do so.</summary>
    internal async ValueTask Mend()
    {
        (Storage.Fault, Storage.FaultOf, Storage.ReadFault) = (WriteFault.None, "", static _ => null);
        (Ledger.WritesAreDown, Ledger.ReadsAreDown) = (false, false);
        await Pass(TimeSpan.FromSeconds(5));
    }

    /// <summary>Lets time pass in small steps until what is awaited has happened.</summary>
    internal async Task<T> Passing<T>(Task<T> awaited)
    {
        for (var steps = 0; steps < 400; steps++)
        {
            await ((Task)awaited).WaitAsync(TimeSpan.FromMilliseconds(25), TestContext.Current.CancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (awaited.IsCompleted)
            {
                break;
            }

            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Renew();
        }

        return await awaited.Soon();
    }

    internal async Task Passing(Task awaited) => await Passing(Completed(awaited));

    /// <summary>Takes a grain out of memory; the next call finds what is on disk.</summary>
    internal Task Forget(IAddressable grain) => _cluster.DeactivateAsync(grain);

    private static async Task<bool> Completed(Task task)
    {
        await task;
        return true;
    }

    private async Task Renew()
    {
        foreach (var gateway in _gateways.Where(gateway => gateway.IsAlive))
        {
            await gateway.Renew();
        }
    }

    private void Compose(ISiloBuilder silo)
    {
        silo.Services
            .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Time)
            .AddFChatGrains()
            .AddSqliteStorage(options =>
            {
                options.Path = Path.Combine(_folder.FullName, "test.db");
                options.Durability = SqliteDurability.Normal;
            });
        silo.Services.Wrap<ILedgerWriter>(Ledger.Over);
        silo.Services.Wrap<ICallLedger>(Ledger.Over);
        silo.Services.Wrap<IRoomLedger>(Ledger.Over);
        silo.Services.Wrap<IGrainStorage>(Storage.Over);
    }
}
