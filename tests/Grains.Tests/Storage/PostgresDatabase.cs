using FChat.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FChat.Storage;

/// <summary>A database on a PostgreSQL server.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly PostgresServer _server;
    private TinyDisk? _disk;

    private PostgresDatabase(PostgresServer server, string connectionString) => (_server, ConnectionString) = (server, connectionString);

    public string ConnectionString { get; }

    public string Name => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    public static async Task<PostgresDatabase> Create(PostgresServer server) => new PostgresDatabase(server, await server.Server.CreateDatabase());

    /// <summary>The same database for one more silo. Whoever is disposed last finds it gone.</summary>
    public PostgresDatabase Another() => new(_server, ConnectionString);

    /// <summary>Ends the silo, and with it its connections.</summary>
    public ValueTask DisposeServices() => base.DisposeAsync();

    public override IDisposable Lock()
    {
        var connection = new NpgsqlConnection(PostgresServer.Unpooled(ConnectionString));
        connection.Open();
        using var command = new NpgsqlCommand("begin; lock table grain_state, chat_call_session in exclusive mode", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    public override async Task Fill()
    {
        _disk = await TinyDisk.Mount(_server);
        PostgresServer.Scalar(ConnectionString, $"alter table all in tablespace pg_default set tablespace {_disk.Tablespace}");
        PostgresServer.Scalar(ConnectionString, $"alter index all in tablespace pg_default set tablespace {_disk.Tablespace}");
        _disk.Fill();
    }

    public override Task Free()
    {
        _disk!.Free();
        return Task.CompletedTask;
    }

    public override Task TakeAway()
    {
        _server.Execute($"drop database {Name} with (force)");
        return Task.CompletedTask;
    }

    public override string Read(string key) =>
        (string)PostgresServer.Scalar(ConnectionString, "select state from grain_state where grain_key = $1", key)!;

    public override void Overwrite(string key, string text) =>
        PostgresServer.Scalar(ConnectionString, "update grain_state set state = $2 where grain_key = $1", key, text);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _server.Execute($"drop database if exists {Name} with (force)");
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
        }
    }

    protected override void AddStorage(IServiceCollection services) =>
        services.AddPostgresStorage(o => (o.ConnectionString, o.CommandTimeout, o.ConnectTimeout) = (ConnectionString, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
}
