using Dapper;
using FChat.Storage.Sqlite;
using FChat.Storage.Sqlite.Lane;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Storage;

/// <summary>A SQLite file in a folder of its own.</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "test.db");

    public override IDisposable Lock()
    {
        var connection = Open();
        connection.Execute("begin immediate");
        return connection;
    }

    public override Task Fill() => LimitPages(null);

    public override Task Free() => LimitPages(1_073_741_823);

    public override Task TakeAway()
    {
        ForgetReaders();
        _folder.Delete(recursive: true);
        _folder.Create();
        return Task.CompletedTask;
    }

    public override string Read(string key) => Scalar("select state from grain_state where grain_key = @key", key, "");

    public override void Overwrite(string key, string text) =>
        Scalar("update grain_state set state = @text where grain_key = @key returning state", key, text);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override void AddStorage(IServiceCollection services) =>
        services.AddSqliteStorage(o => (o.Path, o.BusyTimeout) = (Path, TimeSpan.FromSeconds(1)));

    private void ForgetReaders()
    {
        using var connection = new SqliteConnection(new SqliteConnections(Options()).ReaderString);
        SqliteConnection.ClearPool(connection);
    }

    private Microsoft.Extensions.Options.IOptions<SqliteOptions> Options() =>
        Microsoft.Extensions.Options.Options.Create(new SqliteOptions { Path = Path, BusyTimeout = TimeSpan.FromSeconds(1) });

    // The limit is one of a connection, so the lane's own must be told; it stays as long as that one is open.
    private async Task LimitPages(long? pages)
    {
        var lane = Services.GetRequiredService<WriteLane>();
        await lane.Write(session => Limit(session.Connection, pages), CancellationToken.None);
    }

    private static long Limit(SqliteConnection connection, long? pages)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select page_count from pragma_page_count";
        var limit = pages ?? (long)command.ExecuteScalar()!;
        command.CommandText = $"pragma max_page_count = {limit}";
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private string Scalar(string sql, string key, string text)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@key", key);
        command.Parameters.AddWithValue("@text", text);
        return (string)command.ExecuteScalar()!;
    }
}
