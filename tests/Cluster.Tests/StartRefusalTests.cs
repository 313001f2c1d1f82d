using FChat.Cluster.Tests.Topologies;
using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests;

/// <summary>Programs that are not to start beside others: they end with exit code 1, and their last line says why.</summary>
public sealed class StartRefusalTests : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("fchat-cluster-");
    private readonly ProcessLog _log = new();

    [Fact]
    public async Task A_second_process_on_a_database_file_is_refused_until_the_first_was_killed()
    {
        await using var first = new OneProcess();
        await using var second = new OneProcess(("Sqlite:Path", first.DatabasePath));
        await first.Start();

        Assert.Equal(1, await ((ProcessNode)second.Silos[0]).RunToEnd());
        Assert.Contains($"FChat does not start. The database {first.DatabasePath} serves one process at a time", LastLine(second.Log), StringComparison.Ordinal);

        await first.Silos[0].Kill();
        await second.Start();
    }

    [Fact]
    public async Task A_second_cluster_on_a_service_is_refused_and_a_silo_of_the_first_is_not()
    {
        await using var database = await PrivateDatabase.Make();
        var blue = new ClusterPlan(database.ConnectionString);
        await using var first = Node(blue.Silo(1, "127.0.0.1"));
        await using var second = Node(blue.Silo(2, "127.0.0.1"));
        await using var stranger = Node(new ClusterPlan(database.ConnectionString).Silo(3, "127.0.0.1"));
        await first.Start();

        Assert.Equal(1, await stranger.RunToEnd());
        Assert.Contains("FChat does not start. The service fchat is served by the cluster", LastLine(_log.ToString()), StringComparison.Ordinal);

        await second.Start();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string LastLine(string log) => log.Split('\n')[^1];

    private ProcessNode Node(ProgramStart program) => new(program, _directory.FullName, _log);
}
