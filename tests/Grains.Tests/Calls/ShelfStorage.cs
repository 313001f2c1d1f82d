using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Storage;

namespace FChat.Calls;

/// <summary>Grain storage in memory that a test can hold, break and look into. It outlives the grains.</summary>
internal sealed class ShelfStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (object State, string Etag)> _rows = new();
    private volatile TaskCompletionSource? _hold;
    private volatile Exception? _failure;
    private TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a write has begun since <see cref="Hold"/>.</summary>
    public Task Writing => _writing.Task;

    /// <summary>How many rows there are.</summary>
    public int Rows => _rows.Count;

    /// <summary>Lets writes wait until <see cref="Release"/>.</summary>
    public void Hold()
    {
        _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Release() => Interlocked.Exchange(ref _hold, null)?.SetResult();

    /// <summary>Makes writes fail until it is null again.</summary>
    public void Fail(Exception? failure) => _failure = failure;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_rows.TryGetValue(Key(stateName, grainId), out var row))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = ((T)row.State, row.Etag, true);
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = grainState.State!;
        _writing.TrySetResult();
        if (_hold is { } hold)
        {
            await hold.Task;
        }

        if (_failure is { } failure)
        {
            throw failure;
        }

        grainState.ETag = $"{(int.TryParse(grainState.ETag, out var version) ? version : 0) + 1}";
        grainState.RecordExists = true;
        _rows[Key(stateName, grainId)] = (state, grainState.ETag);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _rows.TryRemove(Key(stateName, grainId), out _);
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string Key(string stateName, GrainId grain) => $"{stateName}/{grain}";
}
