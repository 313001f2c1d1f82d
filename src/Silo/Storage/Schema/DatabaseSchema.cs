using System.Data.Common;
using Dapper;
using DbUp.Builder;
using DbUp.Engine;
using Microsoft.Extensions.Logging;

namespace FChat.Storage.Schema;

/// <summary>Brings a database to the schema of this program: numbered scripts, each run once and written down in the table <c>schema_version</c>.</summary>
/// <param name="folder">Where the scripts are embedded.</param>
public abstract partial class DatabaseSchema(string folder, ILogger logger)
{
    /// <summary>The table that remembers which scripts were run.</summary>
    protected const string Journal = "schema_version";

    /// <summary>Whether a start runs missing scripts; if not, it refuses an old schema.</summary>
    public abstract bool MigrateAtStart { get; }

    /// <summary>Runs the scripts that were not run, all in one transaction. A second starter waits for the first, and then finds nothing to do.</summary>
    /// <exception cref="SchemaException">There is no such database, a newer program has been at work on it, or a script failed. Nothing was changed.</exception>
    public void Migrate()
    {
        using var connection = OpenToChange();
        var engine = EngineOn(connection);
        RefuseNewer(engine);
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new SchemaException($"The schema script {result.ErrorScript?.Name} failed: {result.Error?.Message}", result.Error);
        }

        connection.Execute("commit");
        var ran = result.Scripts.Count();
        Log(ran);
    }

    /// <summary>Refuses a schema that is not this program's, and changes nothing.</summary>
    /// <exception cref="SchemaException">It is older or newer, or there is no database.</exception>
    public void Check()
    {
        using var connection = OpenToLook();
        var engine = EngineOn(connection);
        RefuseNewer(engine);
        if (engine.IsUpgradeRequired())
        {
            throw new SchemaException("The database has no schema, or an older one. Run the silo once with --migrate.");
        }
    }

    /// <summary>A connection in a transaction that no other starter can be in at the same time.</summary>
    protected abstract DbConnection OpenToChange();

    /// <summary>A connection that changes nothing.</summary>
    protected abstract DbConnection OpenToLook();

    /// <summary>An engine on the connection, which it leaves open, with a journal.</summary>
    protected abstract UpgradeEngineBuilder On(DbConnection connection);

    private UpgradeEngine EngineOn(DbConnection connection) =>
        On(connection).WithScripts(Scripts()).WithVariablesDisabled().LogToNowhere().Build();

    private static void RefuseNewer(UpgradeEngine engine)
    {
        if (engine.GetExecutedButNotDiscoveredScripts() is [var script, ..])
        {
            throw new SchemaException($"The database has the schema of a newer program ({script}). Start that one, or restore a backup.");
        }
    }

    private SqlScript[] Scripts()
    {
        var assembly = typeof(DatabaseSchema).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => SqlScript.FromStream(name[folder.Length..^4], assembly.GetManifestResourceStream(name)))];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database schema is up to date; {Count} scripts were run.")]
    private partial void Log(int count);
}
