using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine.Transactions;
using DbUp.Sqlite.Helpers;
using FChat.Storage.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>The schema of the PostgreSQL database: the scripts beside this file.</summary>
public sealed class PostgresSchema(IOptions<PostgresOptions> options, ILogger<PostgresSchema> logger)
    : DatabaseSchema("FChat.Storage.Postgres.", logger)
{
    // Any number that nobody else locks in this database: "fchat" in ASCII.
    private const long LockOfSchema = 0x66_63_68_61_74;

    // A running silo holds its tables for moments only, and so do other starters.
    private const string LongestWait = "1min";

    /// <inheritdoc/>
    public override bool MigrateAtStart => options.Value.MigrateAtStart;

    /// <inheritdoc/>
    protected override DbConnection OpenToChange() => Open(connection =>
    {
        connection.Execute("begin transaction");
        connection.Execute($"set local lock_timeout = '{LongestWait}'");
        connection.Execute($"select pg_advisory_xact_lock({LockOfSchema})");
    });

    /// <inheritdoc/>
    protected override DbConnection OpenToLook() => Open(connection => connection.Execute("set default_transaction_read_only = on"));

    /// <inheritdoc/>
    protected override UpgradeEngineBuilder On(DbConnection connection)
    {
        var (schema, encoding) = connection.QuerySingle<(string?, string)>("select current_schema()::text, current_setting('server_encoding')");
        if (schema is null || encoding != "UTF8")
        {
            throw new SchemaException(schema is null
                ? "The database has no schema on this user's search_path. Create one, or correct Postgres:ConnectionString."
                : $"The database keeps texts in {encoding}. Create one with the encoding UTF8.");
        }

        return DeployChanges.To.PostgresqlDatabase(new OneConnection(connection)).JournalToPostgresqlTable(schema, Journal);
    }

    private NpgsqlConnection Open(Action<NpgsqlConnection> prepare)
    {
        var connection = PostgresConnections.ForSchema(options.Value);
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (NpgsqlException e)
        {
            connection.Dispose();
            throw PostgresRefusal.Of(e, options.Value);
        }
    }

    /// <summary>Runs everything on a connection that is given, which it leaves open; each script as a whole.</summary>
    private sealed class OneConnection(DbConnection connection) : DatabaseConnectionManager(_ => new SharedConnection(connection))
    {
        public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];
    }
}
