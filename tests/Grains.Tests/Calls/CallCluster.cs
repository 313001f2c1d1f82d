using FChat.Gateways;
using FChat.Ledger;
using FChat.Presence;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;

namespace FChat.Calls;

/// <summary>One silo with the real grains, fake time, and storage, ledger and links in the test's hand.</summary>
public sealed class CallCluster : IAsyncLifetime
{
    public static readonly UserId Ann = new("ann");
    public static readonly UserId Bob = new("bob");
    public static readonly UserId Cid = new("cid");
    public static readonly GatewayId Gateway = new("g1");
    private readonly InProcessTestCluster _cluster;
    private int _calls;

    public CallCluster()
        : this(_ => { })
    {
    }

    /// <summary>With other services than those, where <paramref name="configure"/> says so.</summary>
    internal CallCluster(Action<IServiceCollection> configure)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            Configure(silo.Services);
            configure(silo.Services);
        });
        _cluster = builder.Build();
    }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero));

    internal ShelfStorage Storage { get; } = new();

    internal FreeLedger Ledger { get; } = new();

    internal RecordedLinks Links { get; } = new();

    public IGrainFactory Grains => _cluster.Client;

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    public static Seat SeatOf(UserId user, string connection = "one") => new(Gateway, new ConnectionId($"{user}-{connection}"), null);

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>Stops the silo as a host does that is told to.</summary>
    internal Task Stop() => _cluster.Silos[0].StopSiloAsync(stopGracefully: true);

    /// <summary>A call of Ann's that rings Bob and Cid.</summary>
    internal async Task<ICallGrain> Call(params UserId[] joined)
    {
        var grain = Unmade();
        Assert.True((await Create(grain)).IsDone);
        foreach (var user in joined)
        {
            Assert.True((await Join(grain, user)).IsDone);
        }

        return grain;
    }

    internal ICallGrain Unmade() => Grains.Call(new CallId(Ulid.NewUlid(Time.GetUtcNow().AddMilliseconds(_calls++)).ToString()));

    internal static Task<Outcome<CallView>> Create(ICallGrain grain)
    {
        var roster = new RoomRoster(new RoomId("room"), 1, Ann, [new(Ann, null), new(Bob, null), new(Cid, null)], []);
        return grain.Create(new CreateCall(Ann, CallType.Audio, [Bob, Cid], roster)).Soon();
    }

    internal static Task<Outcome<JoinAnswer>> Join(ICallGrain grain, UserId user) =>
        grain.Join(new JoinCall(user, null, null, SeatOf(user))).Soon();

    internal Task Connect(UserId user) => Grains.User(user).Connect(new Device(Gateway, SeatOf(user).Connection!.Value), null, []).Soon();

    /// <summary>Takes the call out of memory; the next request loads it again.</summary>
    internal static async Task Forget(ICallGrain grain)
    {
        var before = (await grain.View(null)).Value!.Epoch;
        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        while ((await grain.View(null).Soon()).Value!.Epoch == before)
        {
            await Task.Yield();
        }
    }

    private void Configure(IServiceCollection services)
    {
        services.AddFChatGrains();
        services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Time);
        services.Replace(ServiceDescriptor.Singleton<IGatewayLinks>(Links));
        services.AddSingleton<ILedgerWriter>(Ledger).AddSingleton<ICallLedger>(Ledger).AddSingleton<ICallEventLedger>(Ledger).AddSingleton<IRoomLedger>(Ledger);
        services.AddSingleton<IGrainStorage>(Storage);
        services.AddKeyedSingleton<IGrainStorage>(Orleans.Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, Storage);
    }
}
