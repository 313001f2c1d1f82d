using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using FChat.Storage.Ledger;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>The ledger in the SQLite file, for its readers.</summary>
internal sealed class SqliteLedgerDatabase(ReadGate gate) : ILedgerDatabase
{
    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation) =>
        LedgerFailure.Named(() => gate.Read(connection => Done(read(connection)), cancellation), IsUnavailable);

    public Task<T> Snapshot<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation) =>
        LedgerFailure.Named(() => gate.Read(connection => InOneTransaction(connection, read), cancellation), IsUnavailable);

    public string IsOneOf(string column, string parameter) => $"{column} in (select value from json_each({parameter}))";

    // One writer: positions appear in their order.
    public string IsSettled => "true";

    public object Texts(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    public object Time(DateTimeOffset time) => SqliteTime.Of(time);

    public string? Text(string? stored) => stored;

    /// <summary>The file is locked, full, damaged or away, its readers are too many, or the silo stops; and no row that its table cannot hold.</summary>
    public static bool IsUnavailable(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG) } or TimeoutException or ChannelClosedException;

    private static T InOneTransaction<T>(SqliteConnection connection, Func<DbConnection, Task<T>> read)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        return Done(read(connection));
    }

    // SQLite's driver knows no waiting but that of the thread, which is the gate's.
    private static T Done<T>(Task<T> read) => read.GetAwaiter().GetResult();
}
