using FChat.Auth;
using FChat.Gateway.Audit;
using FChat.Gateway.Auth;
using FChat.Gateway.Delivery;
using FChat.Gateway.Http;
using FChat.Gateway.Hubs;
using FChat.Gateway.Ice;
using FChat.Gateway.Lease;
using FChat.Gateway.Operations;
using FChat.Gateway.Pages;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Signals;
using FChat.Gateway.Sockets;
using FChat.Gateway.Telemetry;
using FChat.Gateways;
using FChat.Streams;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace FChat.Gateway.Hosting;

/// <summary>Makes a web application a gateway.</summary>
public static class GatewayServices
{
    /// <summary>Adds the doors. The cluster client is the host's: an Orleans client, or a silo in the same process.</summary>
    public static WebApplicationBuilder AddFChatGateway(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(GatewayIdentity.OfThisStart());
        return builder.AddOptions().AddAuth().AddOperations().AddDelivery().AddSockets().AddLease().AddHub().AddManagement();
    }

    private static WebApplicationBuilder AddOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidated<LimitOptions>(LimitOptions.Section);
        builder.Services.AddValidated<FanOutOptions>(FanOutOptions.Section);
        builder.Services.AddValidated<SignalOptions>(SignalOptions.Section);
        builder.Services.AddValidated<RenewalOptions>(RenewalOptions.Section);
        builder.Services.AddValidated<IceOptions>(IceOptions.Section);
        builder.Services.AddValidated<HubDoorOptions>(HubDoorOptions.Section);
        builder.Services.AddValidated<BrowserOptions>(BrowserOptions.Section);
        builder.Services.AddValidated<ProxyOptions>(ProxyOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ProxyOptions>, NoBlindForwarding>();
        builder.Services.AddSingleton<IValidateOptions<IceOptions>, NoExampleTurnSecrets>();
        return builder;
    }

    private static WebApplicationBuilder AddAuth(this WebApplicationBuilder builder)
    {
        builder.Services.AddTokens<RefusalAsChallenge>();
        builder.Services.AddSingleton<DevelopmentTokens>();
        builder.Services.AddSingleton<IHttpContextFactory, TokenHidingContextFactory>();
        builder.Services.AddCors();
        builder.Services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, ForwardedSetup>();
        return builder;
    }

    private static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IceServers>();
        builder.Services.AddSerializer();
        builder.Services.AddSingleton<StreamTongues>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<SiloStreams>(services, services.GetRequiredService<GatewayObserver>()));
        builder.Services.AddSingleton<SiloLinks>();
        builder.Services.AddSingleton<SignalPath>();
        builder.Services.AddSingleton<SiloWarmUp>();
        builder.Services.AddSingleton<HttpSeats>();
        builder.Services.AddSingleton<Station>();
        builder.Services.AddSingleton<HiddenIds>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<OperationRunner>();
        builder.Services.AddSingleton<UserAllowances>();
        builder.Services.AddSingleton<HttpCallers>();
        builder.Services.AddSingleton<MethodEndpoint>();
        return builder;
    }

    private static WebApplicationBuilder AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConnectionRegistry>();
        builder.Services.AddSingleton<LocalRoster>();
        builder.Services.AddSingleton<ConnectionFactory>();
        builder.Services.AddSingleton<EventDelivery>();
        builder.Services.AddSingleton<DeliveryLanes>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryLanes>());
        builder.Services.AddSingleton(services => EarInto(services, services.GetRequiredService<DeliveryLanes>()));
        builder.Services.AddSingleton(services => new LocalGateway(
            services.GetRequiredService<GatewayIdentity>().Id, EarInto(services, ActivatorUtilities.CreateInstance<DirectSink>(services))));
        builder.Services.AddSingleton<GatewayInstruments>();
        return builder;
    }

    private static GatewayObserver EarInto(IServiceProvider services, IEnvelopeSink sink) =>
        ActivatorUtilities.CreateInstance<GatewayObserver>(services, sink);

    // Before the lease: what starts first closes its sockets last, when the clients have been told.
    private static WebApplicationBuilder AddSockets(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpenSockets>();
        builder.Services.AddHostedService<SocketPulse>();
        builder.Services.AddHostedService<SocketStop>();
        return builder;
    }

    private static WebApplicationBuilder AddLease(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LeaseState>();
        builder.Services.AddSingleton<InterestLedger>();
        builder.Services.AddSingleton<LeaseRequest>();
        builder.Services.AddSingleton<ClusterNotes>();
        builder.Services.AddSingleton<DevicePresence>();
        builder.Services.AddSingleton<RenewalHaste>();
        builder.Services.AddSingleton<HttpSight>();
        builder.Services.AddSingleton<CallInterestRenewal>();
        builder.Services.AddHostedService<GatewayLease>();
        builder.Services.AddHostedService<InterestRenewal>();
        builder.Services.AddHostedService<Drain>();
        return builder;
    }

    private static WebApplicationBuilder AddHub(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<IConfigureOptions<HubOptions>, HubSetup>();
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, JsonOperationProtocol>();
        builder.Services.AddSingleton<IHubProtocol, MessagePackOperationProtocol>();
        builder.Services.AddSingleton<HubLifetimeManager<CallHub>, CallHubLifetime>();

        // What SignalR logs there as an error is a frame that a client sent wrong, or did not send whole.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.HubConnectionHandler", LogLevel.Critical);
        return builder;
    }

    private static void AddValidated<T>(this IServiceCollection services, string section) where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
