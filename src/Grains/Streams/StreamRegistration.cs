using FChat.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace FChat.Streams;

/// <summary>Registers the streams between gateways and a silo.</summary>
public static class StreamRegistration
{
    /// <summary>This silo takes gateways' streams. Without it they come by Orleans.</summary>
    public static IServiceCollection AddGatewayStreams(this IServiceCollection services, StreamEndpoint endpoint) => services
        .AddSingleton(endpoint)
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StreamListener>();
}
