using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace FChat;

/// <summary>
/// References to grains by the types that a factory has found once: to find them, Orleans reads a grain interface's attributes anew for each reference,
/// which took a fourteenth of the processor time of whole calls.
/// </summary>
internal static class GrainReferences
{
    // As long as its factory: one for each silo or client of the process.
    private static readonly ConditionalWeakTable<IGrainFactory, GrainTypes> Known = [];

    /// <summary>A reference to the grain with a key.</summary>
    public static T Get<T>(this IGrainFactory grains, string key) where T : class, IGrainWithStringKey
    {
        var types = Known.GetOrCreateValue(grains);
        if (types.Find(typeof(T)) is { } type)
        {
            return (T)grains.GetGrain(GrainId.Create(type.Grain, key), type.Interface);
        }

        var grain = grains.GetGrain<T>(key);
        if (grain is GrainReference reference)
        {
            types.Add(typeof(T), new GrainKind(reference.GrainId.Type, reference.InterfaceType));
        }

        return grain;
    }

    private sealed record GrainKind(GrainType Grain, GrainInterfaceType Interface);

    // Bounded by the interfaces that there are.
    private sealed class GrainTypes
    {
        private readonly ConcurrentDictionary<Type, GrainKind> _all = new();

        public GrainKind? Find(Type type) => _all.GetValueOrDefault(type);

        public void Add(Type type, GrainKind kind) => _all.TryAdd(type, kind);
    }
}
