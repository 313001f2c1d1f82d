namespace FChat.LoadTests.Servers.Backings;

/// <summary>What servers lean on and clients never see: a broker or a database, private to one mode. It ends when this is disposed.</summary>
public interface IBacking : IAsyncDisposable
{
    /// <summary>How servers reach it.</summary>
    string Connection { get; }

    /// <summary>Its processes; what they start themselves belongs to them.</summary>
    IReadOnlyList<int> ProcessIds { get; }

    /// <summary>The last lines that it printed.</summary>
    string LastOutput { get; }

    /// <summary>What it has counted so far; null if it is no database.</summary>
    Task<DatabaseCounts?> CountAsync(CancellationToken stop);
}

/// <summary>For servers that lean on nothing.</summary>
public sealed class NoBacking : IBacking
{
    /// <inheritdoc/>
    public string Connection => "";

    /// <inheritdoc/>
    public IReadOnlyList<int> ProcessIds => [];

    /// <inheritdoc/>
    public string LastOutput => "";

    /// <inheritdoc/>
    public Task<DatabaseCounts?> CountAsync(CancellationToken stop) => Task.FromResult<DatabaseCounts?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
