using FChat.TestServers;
using Npgsql;

namespace FChat.Storage;

/// <summary>The server that other tests stand on: what was committed outlives each way to end it.</summary>
public sealed class PrivatePostgresTests
{
    private const string Settings =
        "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('track_commit_timestamp'))";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ends => ["stop_fast", "stop_immediate", "kill"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_was_committed_is_there_after_a_restart_at_the_same_address(string end)
    {
        await using var server = await OwnServer();
        var database = await server.CreateDatabase();
        await Scalar(database, "create table kept as select 7 as number");

        await End(server, end);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Scalar(database, "select 1"));
        await server.Restart();

        Assert.Equal(7, await Scalar(database, "select number from kept"));
    }

    [Fact]
    public async Task A_restart_cuts_connections()
    {
        await using var server = await OwnServer();
        await using var connection = new NpgsqlConnection(await server.CreateDatabase());
        await connection.OpenAsync(Cancellation);

        await server.Restart();

        await using var command = new NpgsqlCommand("select 1", connection);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Two_servers_run_side_by_side_and_leave_nothing()
    {
        var servers = await Task.WhenAll(OwnServer(), OwnServer());
        Assert.Equal(servers, servers.DistinctBy(server => server.ConnectionString("")));

        foreach (var server in servers)
        {
            await server.DisposeAsync();
            Assert.False(System.IO.Directory.Exists(server.Directory));
        }
    }

    [Fact]
    public async Task A_server_flushes_to_the_disk_takes_settings_and_keeps_a_log()
    {
        await using var server = await OwnServer("track_commit_timestamp=on");
        var database = await server.CreateDatabase();

        Assert.Equal("on on on", await Scalar(database, Settings));
        Assert.Contains("ready to accept connections", await File.ReadAllTextAsync(Path.Combine(server.Directory, "postgres.log"), Cancellation), StringComparison.Ordinal);
    }

    private static async Task<PrivatePostgres> OwnServer(params string[] settings)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivatePostgres.Variable) is { Length: > 0 }, "A server was given; it is not ours to stop.");
        return await PrivatePostgres.Start(settings);
    }

    private static Task End(PrivatePostgres server, string end) => end switch
    {
        "stop_fast" => server.StopFast(),
        "stop_immediate" => server.StopImmediate(),
        _ => server.Kill(),
    };

    private static async Task<object?> Scalar(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
