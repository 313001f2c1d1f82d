using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Sqlite;

/// <summary>Opens connections to the database file. None of them makes the file but <see cref="OpenForSchema"/>.</summary>
public sealed class SqliteConnections(IOptions<SqliteOptions> options)
{
    private readonly SqliteOptions _options = options.Value;

    /// <summary>Of a pooled connection for reading.</summary>
    public string ReaderString => Describe(SqliteOpenMode.ReadWrite, pooled: true);

    /// <summary>A pooled connection for reading.</summary>
    /// <exception cref="SqliteException">The file is not there, or is none.</exception>
    public SqliteConnection OpenReader() => Open(ReaderString);

    /// <summary>The connection for writing, which its only owner keeps.</summary>
    /// <exception cref="SqliteException">The file is not there, or is none.</exception>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(Describe(SqliteOpenMode.ReadWrite, pooled: false));
        // The driver's own waiting sleeps 150 ms between attempts; SQLite's begins with 1 ms.
        connection.Execute($"pragma busy_timeout = {(int)_options.BusyTimeout.TotalMilliseconds}");
        connection.Execute($"pragma synchronous = {_options.Durability}");
        return connection;
    }

    /// <summary>A connection for the schema scripts: makes the file and its folder, and sets the journal mode, which the file remembers.</summary>
    public SqliteConnection OpenForSchema()
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_options.Path))!);
        var connection = Open(Describe(SqliteOpenMode.ReadWriteCreate, pooled: false));
        connection.Execute("pragma journal_mode = wal");
        return connection;
    }

    private string Describe(SqliteOpenMode mode, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = _options.Path,
        Mode = mode,
        Pooling = pooled,
        DefaultTimeout = (int)Math.Ceiling(_options.BusyTimeout.TotalSeconds),
    }.ToString();

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
