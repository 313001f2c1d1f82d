using FChat.TestServers;
using Npgsql;

namespace FChat.Storage;

/// <summary>One PostgreSQL for all tests that need no more than databases of their own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private PrivatePostgres? _server;

    public PrivatePostgres Server => _server ?? throw new InvalidOperationException("It was not started.");

    public async ValueTask InitializeAsync() => _server = await PrivatePostgres.Start();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Runs a statement as the server's owner, on its first database.</summary>
    public void Execute(string sql) => Scalar(Server.ConnectionString("postgres"), sql);

    /// <summary>The first value of a statement's answer, by a connection of its own.</summary>
    public static object? Scalar(string database, string sql, params object[] parameters)
    {
        using var connection = new NpgsqlConnection(Unpooled(database));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command.ExecuteScalar();
    }

    public static string Unpooled(string database) => new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ToString();
}

/// <summary>Tests that share the server, one after another.</summary>
[CollectionDefinition]
public sealed class OnPostgres : ICollectionFixture<PostgresServer>;
