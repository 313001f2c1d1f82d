using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Sqlite.Helpers;
using FChat.Storage.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Sqlite;

/// <summary>The schema of the database file: the scripts beside this file.</summary>
public sealed class SqliteSchema(SqliteConnections connections, IOptions<SqliteOptions> options, ILogger<SqliteSchema> logger)
    : DatabaseSchema("FChat.Storage.Sqlite.", logger)
{
    /// <inheritdoc/>
    public override bool MigrateAtStart => options.Value.MigrateAtStart;

    /// <inheritdoc/>
    protected override DbConnection OpenToChange()
    {
        var connection = connections.OpenForSchema();
        connection.Execute("begin immediate");
        return connection;
    }

    /// <inheritdoc/>
    protected override DbConnection OpenToLook()
    {
        try
        {
            return connections.OpenReader();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CANTOPEN)
        {
            throw new SchemaException($"There is no database to open ({connections.ReaderString}). Run the silo once with --migrate.", e);
        }
    }

    /// <inheritdoc/>
    protected override UpgradeEngineBuilder On(DbConnection connection) =>
        DeployChanges.To.SqliteDatabase(new SharedConnection(connection)).JournalToSqliteTable(Journal);
}
