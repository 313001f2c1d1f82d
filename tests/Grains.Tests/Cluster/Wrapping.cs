using Microsoft.Extensions.DependencyInjection;

namespace FChat.Cluster;

/// <summary>Puts something of a test's own around a registered service.</summary>
internal static class Wrapping
{
    public static void Wrap<T>(this IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var index = services.ToList().FindLastIndex(service => service.ServiceType == typeof(T));
        var inner = services[index];
        services[index] = inner.IsKeyedService
            ? new ServiceDescriptor(typeof(T), inner.ServiceKey, (provider, _) => wrap((T)Made(inner, provider)), inner.Lifetime)
            : new ServiceDescriptor(typeof(T), provider => wrap((T)Made(inner, provider)), inner.Lifetime);
    }

    private static object Made(ServiceDescriptor service, IServiceProvider provider) => service switch
    {
        { IsKeyedService: true, KeyedImplementationFactory: { } make } => make(provider, service.ServiceKey),
        { IsKeyedService: false, ImplementationFactory: { } make } => make(provider),
        { IsKeyedService: false, ImplementationInstance: { } instance } => instance,
        { IsKeyedService: false, ImplementationType: { } type } => ActivatorUtilities.CreateInstance(provider, type),
        _ => throw new InvalidOperationException($"{service.ServiceType} is registered in a way that cannot be wrapped."),
    };
}
