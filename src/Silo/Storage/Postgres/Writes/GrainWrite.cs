using FChat.Telemetry;

namespace FChat.Storage.Postgres.Writes;

/// <summary>A snapshot of one grain, on its way to its row.</summary>
/// <param name="type">The name of the state.</param>
/// <param name="key">The grain's string key.</param>
/// <param name="version">The row's version as it was read or written last; null: there was none.</param>
internal sealed class GrainWrite(string type, string key, int? version, string state)
{
    private readonly TaskCompletionSource<int?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Type => type;

    public string Key => key;

    public int? Version => version;

    public string State => state;

    /// <summary>The span that asked for it, if there is one.</summary>
    public string? Cause { get; } = Spans.Here;

    /// <summary>Ends when it is on disk, with the row's new version, or null: somebody else has written first.</summary>
    public Task<int?> Done => done.Task;

    public void End(int? newVersion) => done.TrySetResult(newVersion);

    public void Fail(Exception fault) => done.TrySetException(fault);
}
