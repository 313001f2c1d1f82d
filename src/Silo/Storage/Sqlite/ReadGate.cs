using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Sqlite;

/// <summary>Lets a few readers at a time into the database, on pool threads of their own: a locked file must not hold the threads that grains run on.</summary>
public sealed class ReadGate(SqliteConnections connections, IOptions<SqliteOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.Readers);
    private readonly TimeSpan _patience = options.Value.BusyTimeout;

    /// <summary>Reads what is committed.</summary>
    /// <exception cref="SqliteException">The file is locked, damaged or away.</exception>
    /// <exception cref="TimeoutException">The readers before this one hold the file for too long.</exception>
    public async Task<T> Read<T>(Func<SqliteConnection, T> read, CancellationToken cancellation)
    {
        if (!await _free.WaitAsync(_patience, cancellation).ConfigureAwait(false))
        {
            throw new TimeoutException("The database has more readers than it serves.");
        }

        try
        {
            return await Task.Run(() => ReadOnce(read), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Closes the readers, so that the file stands alone once the writer has closed it too.</summary>
    public void Dispose()
    {
        _free.Dispose();
        using var any = new SqliteConnection(connections.ReaderString);
        SqliteConnection.ClearPool(any);
    }

    private T ReadOnce<T>(Func<SqliteConnection, T> read)
    {
        using var connection = connections.OpenReader();
        return read(connection);
    }
}
