using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Media.Janus;

/// <summary>Registers media servers.</summary>
public static class JanusSfuServices
{
    /// <summary>Adds <see cref="ISfu"/> by section <c>Media</c> of the configuration: Janus where it names nodes, <see cref="NoSfu"/> where not. Needs logging and metrics.</summary>
    public static IServiceCollection AddJanusSfu(this IServiceCollection services)
    {
        services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MediaOptions>, MediaOptionsValidator>();
        services.AddSingleton<IValidateOptions<MediaOptions>, MediaNodesValidator>();
        services.AddSingleton<IValidateOptions<MediaOptions>, MediaNodesReadable>();
        services.AddSingleton<SfuInstruments>();
        services.AddSingleton<MediaSettings>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JanusContext>(provider, TimeProvider.System));
        services.AddSingleton<JanusSfu>();
        services.AddSingleton<ISfu>(provider => IsConfigured(provider) ? provider.GetRequiredService<JanusSfu>() : new NoSfu());
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<JanusSfu>());
    }

    private static bool IsConfigured(IServiceProvider provider) => provider.GetRequiredService<IOptions<MediaOptions>>().Value.Nodes.Count > 0;
}
