using System.Net;
using System.Net.Sockets;
using FChat.Hosting;
using FChat.Storage.Postgres;
using FChat.Storage.Schema;
using FChat.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage;

/// <summary>Silos that are not to start: what they say names the trouble, and no password.</summary>
[Collection<OnPostgres>]
public sealed class PostgresRefusalTests(PostgresServer server) : IAsyncDisposable
{
    private const string Password = "tell-nobody";

    private readonly Silos _silos = new();

    public ValueTask DisposeAsync() => _silos.DisposeAsync();

    [Fact]
    public Task A_wrong_password_is_refused() => IsRefused<SchemaException>("does not let this user in", given => given.Password = Password);

    [Fact]
    public Task An_unknown_user_is_refused() =>
        IsRefused<SchemaException>("does not let this user in", given => (given.Username, given.Password) = ("nobody", Password));

    [Fact]
    public Task A_database_that_is_not_there_is_refused() => IsRefused<SchemaException>("has no database elsewhere", given => given.Database = "elsewhere");

    [Fact]
    public Task A_server_that_is_not_there_is_refused() =>
        IsRefused<SchemaException>("cannot be reached", given => (given.Port, given.Password) = (FreePort.Find(), Password));

    [Fact]
    public async Task A_server_that_is_no_PostgreSQL_is_refused()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = Answer(other);

        await IsRefused<SchemaException>("cannot be reached", given => (given.Port, given.Password) = (((IPEndPoint)other.LocalEndpoint).Port, Password));
        await answering;
    }

    [Fact]
    public async Task A_database_without_a_schema_is_refused_where_a_start_does_not_make_it()
    {
        var database = await server.Server.CreateDatabase();

        var refusal = await Assert.ThrowsAsync<SchemaException>(() => _silos.Start(_silos.Separate("no.db", ("Postgres:ConnectionString", database), ("Postgres:MigrateAtStart", "false"))));

        Assert.Contains("--migrate", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password=tell-nobody")]
    [InlineData("Host=there;Password=tell-nobody")]
    [InlineData("Host=there;Database=fchat;Password=some;tell-nobody")]
    [InlineData("Host=there;Database=fchat;Port=tell-nobody")]
    [InlineData("postgres://fchat:tell-nobody@there/fchat")]
    public async Task A_connection_string_that_is_none_is_refused(string given)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => _silos.Start(_silos.Standalone("no.db", ("Postgres:ConnectionString", given))));

        Assert.Contains("Postgres:ConnectionString", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgres:PoolSize", "1")]
    [InlineData("Postgres:CommandTimeout", "00:00:00")]
    public async Task A_setting_out_of_its_range_is_refused(string setting, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(
            () => _silos.Start(_silos.Standalone("no.db", ("Postgres:ConnectionString", "Host=there;Database=fchat"), (setting, value))));

    [Fact]
    public void Two_databases_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddSqliteStorage().AddPostgresStorage());
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddPostgresStorage().AddSqliteStorage());
    }

    private async Task IsRefused<T>(string reason, Action<NpgsqlConnectionStringBuilder> spoil)
        where T : Exception
    {
        var given = new NpgsqlConnectionStringBuilder(server.Server.ConnectionString("postgres"));
        spoil(given);

        var refusal = await Assert.ThrowsAsync<T>(() => _silos.Start(_silos.Standalone("no.db", ("Postgres:ConnectionString", given.ToString()))));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refusal.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_silos.PathOf("no.db")));
    }

    private static async Task Answer(TcpListener other)
    {
        using var caller = await other.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await caller.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }
}
