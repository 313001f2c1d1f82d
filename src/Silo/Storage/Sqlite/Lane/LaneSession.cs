using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FChat.Storage.Sqlite.Lane;

/// <summary>The lane's connection, with the transaction that several writers share. Used by one thread.</summary>
public sealed class LaneSession(SqliteConnections connections) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private SqliteConnection? _connection;

    /// <summary>The connection, inside the transaction. Whoever uses it leaves the transaction alone.</summary>
    public SqliteConnection Connection => _connection ??= connections.OpenWriter();

    /// <summary>Whether the transaction still stands: a full disk may end it in the middle.</summary>
    internal bool InTransaction => _connection is { Handle: { } handle } && raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>A command that is parsed once and kept, without parameters. For texts that are few and fixed.</summary>
    public SqliteCommand Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            _prepared.Add(sql, command);
        }

        command.Parameters.Clear();
        return command;
    }

    /// <summary>Starts the transaction and takes the file's write lock.</summary>
    internal void Begin() => Run("begin immediate");

    /// <summary>Ends the transaction: all that was written is on disk.</summary>
    internal void Commit() => Run("commit");

    /// <summary>Marks where one writer's part begins.</summary>
    internal void BeginPart() => Run("savepoint part");

    /// <summary>Joins the part to the rest.</summary>
    internal void KeepPart() => Run("release part");

    /// <summary>Takes the part back.</summary>
    internal void UndoPart()
    {
        Run("rollback to part");
        Run("release part");
    }

    /// <summary>Takes everything back. The connection goes too, unless it only had to wait or found the disk full.</summary>
    internal void Abandon(Exception cause)
    {
        const int busy = raw.SQLITE_BUSY, full = raw.SQLITE_FULL;
        if (cause is not SqliteException { SqliteErrorCode: busy or full } || !RolledBack())
        {
            Dispose();
        }
    }

    /// <summary>Closes the connection; the next use opens another.</summary>
    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _prepared.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    private bool RolledBack()
    {
        try
        {
            if (InTransaction)
            {
                Run("rollback");
            }

            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private void Run(string sql) => Prepared(sql).ExecuteNonQuery();
}
