using System.Text.Json.Serialization;
using FChat.Calls;
using FChat.Durable;
using FChat.Gateways;
using FChat.Ledger;
using FChat.Media;
using FChat.Presence;
using FChat.Rooms;
using FChat.Streams;
using FChat.Telemetry;
using FChat.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace FChat;

/// <summary>Registers what the grains of FChat need besides storage and the ledger's ports.</summary>
public static class GrainsRegistration
{
    /// <summary>Adds options (sections <c>Calls</c>, <c>Rooms</c>, <c>Presence</c>, <c>Delivery</c>, <c>Lease</c>, <c>Ledger</c>), the links to the gateways, the projector and the sweeper. Repeating it changes nothing.</summary>
    public static IServiceCollection AddFChatGrains(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(IGatewayLinks)))
        {
            return services;
        }

        // Chance spreads a burst evenly. Orleans' default goes by figures that are a second old, and gave a burst of calls to one silo.
        services.AddSingleton<PlacementStrategy, RandomPlacement>();
        services.AddMetrics();
        services.TryAddSingleton<NewGrains>();
        services.AddSingleton<CallInstruments>().AddSingleton<LedgerInstruments>().AddSingleton<PeopleInstruments>();
        return services.AddCalls().AddRooms().AddPresence().AddLinks().AddLedgerServices().AddWebhooks();
    }

    private static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddChecked<CallOptions, CallOptionsValidator>(CallOptions.Section);
        services.AddChecked<TopologyOptions, TopologyOptionsValidator>(TopologyOptions.Section);
        services.AddSingleton<IValidateOptions<TopologyOptions>, TopologyLimitsValidator>();
        services.TryAddSingleton<ISfu, NoSfu>();
        return services
            .AddSingleton<CallRuleBook>()
            .AddSingleton<LocalCalls>()
            .AddSingleton<ILocalCalls>(provider => provider.GetRequiredService<LocalCalls>())
            .AddSingleton<CallServices>()
            .AddSingleton<JsonSerializerContext>(CallStateJson.Default);
    }

    private static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddChecked<RoomOptions, RoomOptionsValidator>(RoomOptions.Section);
        return services
            .AddSingleton<RoomSurroundings>()
            .AddSingleton<RoomServices>()
            .AddSingleton<JsonSerializerContext>(RoomStateJson.Default);
    }

    private static IServiceCollection AddPresence(this IServiceCollection services)
    {
        services.AddChecked<PresenceOptions, PresenceOptionsValidator>(PresenceOptions.Section);
        return services
            .AddSingleton<PresenceLedgers>()
            .AddSingleton<PresenceServices>()
            .AddSingleton<PresenceAnnouncer>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<PresenceAnnouncer>())
            .AddSingleton<JsonSerializerContext>(UserStateJson.Default);
    }

    private static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddChecked<DeliveryOptions, DeliveryOptionsValidator>(DeliveryOptions.Section);
        services.AddChecked<LeaseOptions, LeaseOptionsValidator>(LeaseOptions.Section);
        services.TryAddSingleton<IGatewayObservers, LeasedObservers>();
        services.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>();
        return services
            .AddSingleton<DeliveryInstruments>()
            .AddSingleton<LinkServices>()
            .AddSingleton<StreamTongues>()
            .AddSingleton<GatewayStreams>()
            .AddSingleton<IGatewayLinks, GatewayLinks>();
    }

    private static IServiceCollection AddLedgerServices(this IServiceCollection services)
    {
        services.AddChecked<LedgerOptions, LedgerOptionsValidator>(LedgerOptions.Section);
        return services
            .AddSingleton<IValidateOptions<LedgerOptions>, LedgerPausesValidator>()
            .AddSingleton<Projector>()
            .AddSingleton<IProjector>(provider => provider.GetRequiredService<Projector>())
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<Projector>())
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, DeadlineSweeper>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Retention>();
    }

    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddChecked<WebhookOptions, WebhookOptionsValidator>(WebhookOptions.Section);
        return services
            .AddSingleton<IValidateOptions<WebhookOptions>, WebhookEndpointsValidator>()
            .AddSingleton<WebhookInstruments>()
            .AddSingleton<WebhookServices>()
            .AddSingleton<JsonSerializerContext>(WebhookStateJson.Default)
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WebhookWaker>();
    }

    private static void AddChecked<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
