using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FChat.Hosting;

/// <summary>Makes the checks one after another, before anything else starts, in the order in which they were added.</summary>
internal sealed class StartChecks(IEnumerable<IStartCheck> checks) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            await check.Check(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Registers checks.</summary>
internal static class StartCheckExtensions
{
    /// <summary>Adds a check, once, after those that are there.</summary>
    public static void AddStartCheck<TCheck>(this IServiceCollection services)
        where TCheck : class, IStartCheck
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, TCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartChecks>());
    }
}
