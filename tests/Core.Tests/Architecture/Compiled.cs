using System.Reflection;

namespace FChat.Tests.Architecture;

/// <summary>The assemblies that the tests look into.</summary>
internal static class Compiled
{
    /// <summary>The rules and the grains.</summary>
    public static Assembly Grains { get; } = typeof(Core.Calls.CallMachine).Assembly;

    /// <summary>The words and promises.</summary>
    public static Assembly Contracts { get; } = typeof(CallId).Assembly;

    /// <summary>Every written type of the grains' assembly, nested and compiler-made ones included, generated serialisers left out.</summary>
    public static IEnumerable<Type> GrainTypes { get; } =
        [.. Grains.GetTypes().Where(type => type.Namespace?.StartsWith("FChat", StringComparison.Ordinal) == true)];

    /// <summary>Those of the pure rules.</summary>
    public static IEnumerable<Type> CoreTypes { get; } = [.. GrainTypes.Where(IsCore)];

    /// <summary>Whether a type belongs to the pure rules.</summary>
    public static bool IsCore(Type type) => type.Namespace is { } name && (name == "FChat.Core" || name.StartsWith("FChat.Core.", StringComparison.Ordinal));
}
