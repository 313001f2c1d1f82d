using System.Reflection;

namespace FChat;

/// <summary>Where the build has put what the tests need.</summary>
internal static class Paths
{
    /// <summary>The root of the working copy.</summary>
    public static string Repository => Of("Repository");

    /// <summary>The service's program.</summary>
    public static string Standalone => Of("Standalone");

    private static string Of(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value
        ?? throw new InvalidOperationException($"The build has not said where {key} is.");
}
