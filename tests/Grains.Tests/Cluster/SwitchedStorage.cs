using Orleans.Storage;

namespace FChat.Cluster;

/// <summary>The product's grain storage, with writes that can fail and are counted by the grain's key.</summary>
internal sealed class SwitchedStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _writes = new();
    private IGrainStorage _inner = null!;

    /// <summary>How writes fail.</summary>
    public WriteFault Fault { get; set; }

    /// <summary>Beginning of the keys whose writes fail; empty: all.</summary>
    public string FaultOf { get; set; } = "";

    /// <summary>What reading a key's row ends with; null: the row.</summary>
    public Func<string, Exception?> ReadFault { get; set; } = static _ => null;

    public int WritesOf(string key) => _writes.GetValueOrDefault(key);

    public IGrainStorage Over(IGrainStorage inner)
    {
        _inner = inner;
        return this;
    }

    public void Participate(ISiloLifecycle lifecycle) => (_inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString()!;
        var fault = key.StartsWith(FaultOf, StringComparison.Ordinal) ? Fault : WriteFault.None;
        _writes.AddOrUpdate(key, 1, (_, count) => count + 1);
        if (fault == WriteFault.BeforeWriting)
        {
            throw new IOException("no room on the disk");
        }

        await _inner.WriteStateAsync(stateName, grainId, grainState);
        if (fault == WriteFault.AfterWriting)
        {
            throw new IOException("the connection is gone");
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadFault(grainId.Key.ToString()!) is { } fault ? Task.FromException(fault) : _inner.ReadStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        _inner.ClearStateAsync(stateName, grainId, grainState);
}

/// <summary>How a write fails.</summary>
internal enum WriteFault
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Nothing is written.</summary>
    BeforeWriting,

    /// <summary>It is written, and the writer does not learn it.</summary>
    AfterWriting,
}
