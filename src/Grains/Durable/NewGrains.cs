using System.Collections.Concurrent;
using Orleans.Runtime;

namespace FChat.Durable;

/// <summary>
/// Grains that this silo is about to make, by ids that it has just made up: nobody can have written their state, so there is none to read.
/// Should that be wrong, nothing is lost: a first write goes only where there is no row. Thread safe.
/// </summary>
public sealed class NewGrains
{
    private readonly ConcurrentDictionary<GrainId, byte> _expected = new();

    /// <summary>Spares this silo the first reading of a grain's state, until what it gives is disposed of.</summary>
    public IDisposable Expect(GrainId id)
    {
        _expected.TryAdd(id, 0);
        return new Expectation(this, id);
    }

    /// <summary>Whether a grain is new. Only once: what reads its state after that finds what was written meanwhile.</summary>
    public bool Take(GrainId id) => _expected.TryRemove(id, out _);

    private sealed class Expectation(NewGrains grains, GrainId id) : IDisposable
    {
        public void Dispose() => grains.Take(id);
    }
}
