using FChat.Cluster.Tests.Topologies;
using FChat.Cluster.Tests.Tracing;
using FChat.Cluster.Tests.Webhooks;
using FChat.TestServers;
using Npgsql;

namespace FChat.Cluster.Tests.Operating;

/// <summary>A backup that was taken while calls went on, in a new database, under a new service.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task What_was_there_when_the_backup_was_taken_is_there_after_it_is_restored_and_calls_are_made_again()
    {
        if (PrivateDatabase.IsGiven)
        {
            Assert.Skip(PrivateDatabase.WhyNot);
        }

        await using var cluster = await ManyProcesses.Make(1, 1);
        await cluster.Start();
        string room, call;
        await using (var people = await Pair.Open(cluster.Addresses[0]))
        {
            (call, room) = (await people.Talk(), people.Room);
            await people.Begin();
            await PrivatePostgres.RunClient("pg_dump", cluster.ConnectionString, "--format=custom", $"--file={Dump(cluster)}");
        }

        await cluster.Gateways[0].Stop();
        await cluster.Silos[0].Stop();
        var restored = await NewDatabase(cluster.ConnectionString);
        await PrivatePostgres.RunClient("pg_restore", restored, "--no-owner", Dump(cluster));

        await using var after = cluster.On(restored);
        await after.Start();
        await using var alice = await Talker.Open(after.Addresses[0], "alice");
        var history = (await alice.Do("get_call_history", $$"""{"room_id":"{{room}}"}""")).Content.GetProperty("calls");
        Assert.Equal(call, Assert.Single(history.EnumerateArray()).GetProperty("call_session_id").GetString());
        await using var again = await Pair.Open(after.Addresses[0]);
        await again.Talk();
    }

    private static string Dump(ManyProcesses cluster) => Path.Combine(cluster.DatabaseDirectory, "backup.dump");

    private static async Task<string> NewDatabase(string besides)
    {
        const string name = "restored";
        await using var connection = new NpgsqlConnection(besides);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} encoding 'UTF8' template template0", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(besides) { Database = name }.ToString();
    }
}
