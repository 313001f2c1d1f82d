using Dapper;
using FChat.Storage.Schema;
using FChat.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FChat.Storage;

/// <summary>The spec on a SQLite file, and what is about files.</summary>
public sealed class SqliteSchemaTests : SchemaSpec, IDisposable
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
    public void A_missing_file_and_folder_are_made()
    {
        Schema().Migrate();

        Schema().Check();
    }

    [Fact]
    public void Readers_do_not_wait_for_writers_in_a_new_file()
    {
        Schema().Migrate();

        Assert.Equal(["wal"], Query("pragma journal_mode"));
    }

    [Fact]
    public void A_check_of_a_missing_file_fails_and_makes_none()
    {
        Assert.Throws<SchemaException>(() => Schema().Check());
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_stays()
    {
        MakeEmpty();
        var file = new FileInfo(Path.Combine(_folder.FullName, "new", "test.db"));
        File.WriteAllText(file.FullName, "This is a shopping list, and long enough to be taken for something else.");

        Assert.Throws<SqliteException>(() => Schema().Migrate());
        Assert.StartsWith("This is a shopping list", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    protected override DatabaseSchema Schema() => new SqliteSchema(_connections, _options, NullLogger<SqliteSchema>.Instance);

    protected override void MakeEmpty() => _connections.OpenForSchema().Dispose();

    protected override string[] Tables() => Query("select name from sqlite_master where type = 'table'");

    protected override string[] Query(string sql)
    {
        using var connection = _connections.OpenReader();
        return [.. connection.Query<string>(sql)];
    }
}
