using FChat.LoadTests.Servers.Hubs;
using Microsoft.AspNetCore.SignalR;
using MySqlConnector;

namespace FChat.LoadTests.Servers.Seed;

/// <summary>Serves the seed's design: its tables and transactions on MariaDB behind a plain hub.</summary>
public static class SeedServer
{
    /// <summary>Where the counts of conflicts are read.</summary>
    public const string ConflictsPath = "/seed/conflicts";

    /// <summary>Environment variable with the connection string of an empty MariaDB database.</summary>
    public const string ConnectionVariable = "FCHAT_LOAD_MARIADB";

    /// <summary>Makes the tables and serves until the process is told to end.</summary>
    public static async Task RunAsync(int port)
    {
        var connection = Environment.GetEnvironmentVariable(ConnectionVariable) ?? throw new ArgumentException($"{ConnectionVariable} must name an empty MariaDB database.");
        // Frappe connects anew for each request; here connections are kept, and not even reset.
        await using var source = new MySqlDataSource(new MySqlConnectionStringBuilder(connection) { ConnectionReset = false }.ToString());
        await SeedSchema.CreateAsync(source);
        var conflicts = new SeedConflicts();
        await HubHost.RunAsync<SeedHub>(
            port,
            signalR => signalR.Services.AddSingleton(new SeedTransactions(source, conflicts)),
            app => app.MapGet(ConflictsPath, () => conflicts));
    }
}
