using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace FChat.Storage.Sqlite;

/// <summary>Brings the database file to the schema of this program: the numbered scripts beside this file, each run once and written down in the table <c>schema_version</c>.</summary>
public sealed partial class SqliteSchema(SqliteConnections connections, ILogger<SqliteSchema> logger)
{
    private const string Prefix = "FChat.Storage.Sqlite.";

    /// <summary>Runs the scripts that were not run, all in one transaction. A second starter waits for the first, and then finds nothing to do.</summary>
    /// <exception cref="SchemaException">A newer program has been at work on the file, or a script failed. Nothing was changed.</exception>
    public void Migrate()
    {
        using var connection = connections.OpenForSchema();
        connection.Execute("begin immediate");
        var engine = EngineOn(connection);
        RefuseNewer(engine);
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new SchemaException($"The schema script {result.ErrorScript?.Name} failed.", result.Error);
        }

        connection.Execute("commit");
        var ran = result.Scripts.Count();
        Log(ran);
    }

    /// <summary>Refuses a schema that is not this program's, and changes nothing.</summary>
    /// <exception cref="SchemaException">It is older or newer, or there is no database.</exception>
    public void Check()
    {
        using var connection = OpenExisting();
        var engine = EngineOn(connection);
        RefuseNewer(engine);
        if (engine.IsUpgradeRequired())
        {
            throw new SchemaException("The database has an older schema. Run the silo once with --migrate.");
        }
    }

    private SqliteConnection OpenExisting()
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

    private static UpgradeEngine EngineOn(SqliteConnection connection) => DeployChanges.To
        .SqliteDatabase(new SharedConnection(connection))
        .JournalToSqliteTable("schema_version")
        .WithScripts(Scripts())
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build();

    private static void RefuseNewer(UpgradeEngine engine)
    {
        if (engine.GetExecutedButNotDiscoveredScripts() is [var script, ..])
        {
            throw new SchemaException($"The database has the schema of a newer program ({script}). Start that one, or restore a backup.");
        }
    }

    private static SqlScript[] Scripts()
    {
        var assembly = typeof(SqliteSchema).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => SqlScript.FromStream(name[Prefix.Length..^4], assembly.GetManifestResourceStream(name)))];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database schema is up to date; {Count} scripts were run.")]
    private partial void Log(int count);
}
