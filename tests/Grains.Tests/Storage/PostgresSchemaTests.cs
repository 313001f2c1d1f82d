using Dapper;
using FChat.Storage.Postgres;
using FChat.Storage.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage;

/// <summary>The spec on PostgreSQL, and what is about several starters and users.</summary>
[Collection<OnPostgres>]
public sealed class PostgresSchemaTests(PostgresServer server) : SchemaSpec, IAsyncLifetime
{
    private string _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.Server.CreateDatabase();

    public ValueTask DisposeAsync()
    {
        server.Execute($"drop database if exists {Name} with (force)");
        return ValueTask.CompletedTask;
    }

    private string Name => new NpgsqlConnectionStringBuilder(_database).Database!;

    [Fact]
    public async Task A_starter_waits_for_the_one_before_and_then_finds_nothing_to_do()
    {
        await using var first = new NpgsqlConnection(PostgresServer.Unpooled(_database));
        await first.OpenAsync(TestContext.Current.CancellationToken);
        await first.ExecuteAsync("begin transaction; select pg_advisory_xact_lock(x'6663686174'::bigint)");
        var second = Task.Run(() => Schema().Migrate(), TestContext.Current.CancellationToken);
        await SomebodyWaits();

        await first.ExecuteAsync("create table chat_message (already integer); commit");

        await Assert.ThrowsAsync<SchemaException>(() => second);
        Assert.Equal(["chat_message"], Tables());
    }

    [Fact]
    public void A_user_who_may_not_make_tables_is_told_so()
    {
        server.Execute($"create role reader_{Name} login password 'secret'");
        var reader = new NpgsqlConnectionStringBuilder(_database) { Username = $"reader_{Name}", Password = "secret" };

        var refusal = Assert.Throws<SchemaException>(() => Schema(reader.ToString()).Migrate());

        Assert.Contains("permission denied", refusal.Message, StringComparison.Ordinal);
        server.Execute($"drop role reader_{Name}");
    }

    [Fact]
    public void A_user_who_may_only_read_and_write_may_start()
    {
        Schema().Migrate();
        server.Execute($"create role writer_{Name} login password 'secret'");
        Query($"grant select, insert, update, delete on all tables in schema public to writer_{Name}");

        Schema(new NpgsqlConnectionStringBuilder(_database) { Username = $"writer_{Name}", Password = "secret" }.ToString()).Check();

        Query($"drop owned by writer_{Name}");
        server.Execute($"drop role writer_{Name}");
    }

    [Fact]
    public void A_database_that_can_not_hold_every_text_is_refused()
    {
        server.Execute($"drop database {Name}");
        server.Execute($"create database {Name} encoding 'LATIN1' locale_provider libc locale 'C' template template0");

        Assert.Contains("LATIN1", Assert.Throws<SchemaException>(() => Schema().Migrate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_path_that_leads_nowhere_is_refused()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(_database) { SearchPath = "nowhere" }.ToString();

        Assert.Contains("search_path", Assert.Throws<SchemaException>(() => Schema(nowhere).Migrate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_stand_where_the_search_path_says_and_another_program_s_journal_is_not_ours()
    {
        Query("create table schema_version (someone_else integer)");
        Query("create schema fchat");
        var there = Schema(new NpgsqlConnectionStringBuilder(_database) { SearchPath = "fchat" }.ToString());

        there.Migrate();

        there.Check();
        Assert.NotEmpty(Query("select script_name from (select scriptname as script_name from fchat.schema_version) s"));
    }

    protected override DatabaseSchema Schema() => Schema(_database);

    protected override void MakeEmpty()
    {
        // It was made so.
    }

    protected override string[] Tables() => Query("select table_name::text from information_schema.tables where table_schema = 'public'");

    protected override string[] Query(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer.Unpooled(_database));
        return [.. connection.Query<string>(sql)];
    }

    private static PostgresSchema Schema(string connectionString) =>
        new(Options.Create(new PostgresOptions { ConnectionString = connectionString }), NullLogger<PostgresSchema>.Instance);

    private async Task SomebodyWaits()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (Query("select pid::text from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") is [])
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
