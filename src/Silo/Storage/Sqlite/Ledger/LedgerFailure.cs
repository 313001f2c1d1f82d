using System.Threading.Channels;
using FChat.Ledger;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>Gives what a database may do to its users one name.</summary>
internal static class LedgerFailure
{
    /// <exception cref="LedgerUnavailableException">The file is locked, full, damaged or away, its readers are too many, or the silo stops.</exception>
    /// <exception cref="SqliteException">A row is none that its table can hold: repeating will not help.</exception>
    public static async Task<T> Named<T>(Func<Task<T>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SqliteException { SqliteErrorCode: not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG) } or TimeoutException or ChannelClosedException)
        {
            throw new LedgerUnavailableException("The ledger cannot answer.", e);
        }
    }
}
