using FChat.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FChat.Clocks;

/// <summary>Registers the comparison of clocks.</summary>
internal static class ClockExtensions
{
    /// <summary>The settings, which are checked whatever the database is.</summary>
    public static void AddClockOptions(this IServiceCollection services)
    {
        services.AddOptions<ClockOptions>().BindConfiguration(ClockOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClockOptions>, ClockOptionsValidator>());
    }

    /// <summary>At start and while the silo runs, with the clock of a database that is on a machine of its own.</summary>
    public static void AddClockChecks<TClock>(this IServiceCollection services)
        where TClock : class, IDatabaseClock
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDatabaseClock, TClock>();
        services.AddStartCheck<ClockCheck>();
        services.TryAddSingleton<ClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        services.AddHostedService<ClockInstruments>();
        services.AddHealthChecks().AddCheck<ClockHealth>("clock", tags: [SiloHealth.Readiness]);
    }
}
