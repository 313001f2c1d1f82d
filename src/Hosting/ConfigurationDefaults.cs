using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace FChat.Hosting;

/// <summary>Settings of a program that anything else may override.</summary>
public static class ConfigurationDefaults
{
    /// <summary>Puts settings below every file, variable and argument.</summary>
    public static void AddDefaults(this IHostApplicationBuilder builder, IEnumerable<KeyValuePair<string, string?>> defaults) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
}
