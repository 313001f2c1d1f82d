using FChat.TestServers;
using Npgsql;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>A PostgreSQL server of the test's own, with one database on it.</summary>
internal sealed class PrivateDatabase : IDatabase, IAsyncDisposable
{
    private readonly PrivatePostgres _server;

    private PrivateDatabase(PrivatePostgres server, string connectionString) => (_server, ConnectionString) = (server, connectionString);

    /// <summary>Whether a server was given, which nobody may take away or look into.</summary>
    public static bool IsGiven => Environment.GetEnvironmentVariable(PrivatePostgres.Variable) is { Length: > 0 };

    /// <summary>Why a test that needs more than a database has to be skipped.</summary>
    public static string WhyNot => $"{PrivatePostgres.Variable} names a server that is not ours to stop or look into";

    /// <summary>How to connect to it.</summary>
    public string ConnectionString { get; }

    /// <summary>The directory of the server, with <c>postgres.log</c> and <c>data</c>.</summary>
    public string Directory => _server.Directory;

    /// <summary>Whether the server can be taken away.</summary>
    public bool IsOwn => _server.IsOwn;

    /// <summary>Makes a server and a database.</summary>
    public static async Task<PrivateDatabase> Make(params string[] settings)
    {
        var server = await PrivatePostgres.Start(settings);
        return new PrivateDatabase(server, await server.CreateDatabase());
    }

    /// <summary>How to connect to it at another of its addresses.</summary>
    public string ConnectionStringFor(string address) => new NpgsqlConnectionStringBuilder(ConnectionString) { Host = address }.ToString();

    /// <summary>Lets connections from an address in, with the password that all have.</summary>
    public async Task LetIn(string address)
    {
        await File.AppendAllTextAsync(Path.Combine(Directory, "data", "pg_hba.conf"), $"\nhost all all {address}/32 scram-sha-256\n");
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_reload_conf()", connection);
        await command.ExecuteScalarAsync();
    }

    /// <inheritdoc/>
    public Task Stop() => _server.StopFast();

    /// <inheritdoc/>
    public Task Start() => _server.Restart();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
