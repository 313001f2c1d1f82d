using System.Globalization;
using FChat.Durable;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace FChat.Storage.Postgres.Writes;

/// <summary>
/// Grain state as Orleans' provider keeps it, but for its writes, which go together with those of other grains: a flush to the disk costs the same for one row and for fifty.
/// Rows and versions are the same, so either can read what the other has written. What is new in the world is not looked for.
/// </summary>
internal sealed class GatheredGrainStorage(IGrainStorage provider, GrainWriteLane lane, NewGrains newGrains, GrainStateSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!newGrains.Take(grainId))
        {
            return provider.ReadStateAsync(stateName, grainId, grainState);
        }

        (grainState.ETag, grainState.RecordExists) = (null, false);
        grainState.State ??= Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        provider.ClearStateAsync(stateName, grainId, grainState);

    /// <exception cref="InconsistentStateException">Another activation has written.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // The provider takes such a key for a number, and would look for the row elsewhere than the lane had put it.
        if (grainId.TryGetGuidKey(out _, out _) || grainId.TryGetIntegerKey(out _, out _))
        {
            await provider.WriteStateAsync(stateName, grainId, grainState);
            return;
        }

        var version = string.IsNullOrEmpty(grainState.ETag) ? (int?)null : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var state = serializer.Serialize(grainState.State).ToString();
        var written = await lane.Write(new GrainWrite(stateName, grainId.Key.ToString()!, version, state));
        grainState.ETag = written is { } now
            ? now.ToString(CultureInfo.InvariantCulture)
            : throw new InconsistentStateException($"Another activation has written the {stateName} of {grainId}, which had version {grainState.ETag} here.");
        grainState.RecordExists = true;
    }
}
