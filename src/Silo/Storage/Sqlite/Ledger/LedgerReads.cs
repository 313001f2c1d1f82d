using Microsoft.Data.Sqlite;

namespace FChat.Storage.Sqlite.Ledger;

internal static class LedgerReads
{
    /// <summary>Reads several things as of one moment.</summary>
    public static Task<T> Snapshot<T>(this ReadGate gate, Func<SqliteConnection, T> read, CancellationToken cancellation) =>
        LedgerFailure.Named(() => gate.Read(connection => InOneTransaction(connection, read), cancellation));

    private static T InOneTransaction<T>(SqliteConnection connection, Func<SqliteConnection, T> read)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        return read(connection);
    }
}
