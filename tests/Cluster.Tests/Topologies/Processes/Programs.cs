using System.Reflection;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>Where the build has put the programs.</summary>
internal static class Programs
{
    /// <summary>FChat.Silo.dll.</summary>
    public static string Silo => Of("Silo");

    /// <summary>FChat.Gateway.dll.</summary>
    public static string Gateway => Of("Gateway");

    /// <summary>FChat.Standalone.dll.</summary>
    public static string Standalone => Of("Standalone");

    private static string Of(string key) =>
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value
        ?? throw new InvalidOperationException($"The build has not said where {key} is.");
}
