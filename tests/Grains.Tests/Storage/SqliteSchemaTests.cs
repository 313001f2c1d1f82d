using Dapper;
using FChat.Storage.Schema;
using FChat.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FChat.Storage;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");
    private readonly IOptions<SqliteOptions> _options;
    private readonly SqliteConnections _connections;

    public SqliteSchemaTests()
    {
        _options = Options.Create(new SqliteOptions { Path = Path.Combine(_folder.FullName, "new", "test.db") });
        _connections = new SqliteConnections(_options);
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connections.ReaderString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_missing_file_and_folder_are_made_with_every_table()
    {
        Schema().Migrate();

        string[] tables = ["chat_call_participant", "chat_call_session", "chat_message", "chat_room", "chat_room_member", "chat_user_activity"];
        Assert.Equal(tables, Query("select name from sqlite_master where type = 'table' and name like 'chat_%' order by name"));
        Schema().Check();
    }

    [Fact]
    public void Readers_do_not_wait_for_writers_in_a_new_file()
    {
        Schema().Migrate();

        Assert.Equal(["wal"], Query("pragma journal_mode"));
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Schema().Migrate();
        var before = Query("select ScriptName || Applied from schema_version");

        Schema().Migrate();

        Assert.Equal(before, Query("select ScriptName || Applied from schema_version"));
    }

    [Fact]
    public async Task Starters_at_the_same_time_run_every_script_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Schema().Migrate())));

        var ran = Query("select ScriptName from schema_version");
        Assert.Equal(ran.Distinct(), ran);
    }

    [Fact]
    public void A_schema_of_a_newer_program_is_refused_and_stays()
    {
        Schema().Migrate();
        Query("insert into schema_version (ScriptName, Applied) values ('9999_tomorrow', '2099-01-01') returning ScriptName");

        var refusal = Assert.Throws<SchemaException>(() => Schema().Migrate());

        Assert.Contains("9999_tomorrow", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<SchemaException>(() => Schema().Check());
        Assert.Contains("9999_tomorrow", Query("select ScriptName from schema_version"));
    }

    [Fact]
    public void A_check_refuses_an_older_schema_and_changes_nothing()
    {
        _connections.OpenForSchema().Dispose();

        Assert.Throws<SchemaException>(() => Schema().Check());
        Assert.Empty(Query("select name from sqlite_master"));
    }

    [Fact]
    public void A_check_of_a_missing_file_fails_and_makes_none()
    {
        Assert.Throws<SchemaException>(() => Schema().Check());
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void A_script_that_fails_leaves_nothing_behind()
    {
        using (var connection = _connections.OpenForSchema())
        {
            connection.Execute("create table chat_message (already integer)");
        }

        Assert.Throws<SchemaException>(() => Schema().Migrate());
        Assert.Equal(["chat_message"], Query("select name from sqlite_master"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_stays()
    {
        _connections.OpenForSchema().Dispose();
        var file = new FileInfo(Path.Combine(_folder.FullName, "new", "test.db"));
        File.WriteAllText(file.FullName, "This is a shopping list, and long enough to be taken for something else.");

        Assert.Throws<SqliteException>(() => Schema().Migrate());
        Assert.StartsWith("This is a shopping list", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    private SqliteSchema Schema() => new(_connections, _options, NullLogger<SqliteSchema>.Instance);

    private string[] Query(string sql)
    {
        using var connection = _connections.OpenReader();
        return [.. connection.Query<string>(sql)];
    }
}
