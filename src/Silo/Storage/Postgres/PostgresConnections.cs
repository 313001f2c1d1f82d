using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>How the database is connected to.</summary>
internal static class PostgresConnections
{
    private const string ApplicationName = "fchat";

    /// <summary>The pool that grain storage and the ledger share.</summary>
    public static NpgsqlDataSource Pool(IOptions<PostgresOptions> options)
    {
        var builder = new NpgsqlDataSourceBuilder(Describe(options.Value).ToString()) { Name = ApplicationName };
        return builder.Build();
    }

    /// <summary>A connection for schema scripts, which may take their time.</summary>
    public static NpgsqlConnection ForSchema(PostgresOptions options)
    {
        var described = Describe(options);
        described.Pooling = false;
        described.CommandTimeout = 0;
        return new NpgsqlConnection(described.ToString());
    }

    private static NpgsqlConnectionStringBuilder Describe(PostgresOptions options)
    {
        var described = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            MaxPoolSize = options.PoolSize,
            ConnectionIdleLifetime = Seconds(options.ConnectionIdleTime),
            ConnectionPruningInterval = 1,
            MaxAutoPrepare = options.MaxAutoPrepare,
            Timeout = Seconds(options.ConnectTimeout),
            CommandTimeout = Seconds(options.CommandTimeout),

            // Nothing of ours stays with a connection: no settings, no locks, no temporary tables. Resetting it would be every second statement.
            NoResetOnClose = true,
        };
        described.ApplicationName ??= ApplicationName;
        return described;
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
