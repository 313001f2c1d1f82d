using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;
using Microsoft.Data.Sqlite;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Another program keeps the database file locked for longer than anybody waits. Signals of running calls go on; what must be stored is refused as unavailable, and done later.</summary>
internal sealed class FileLocked(string file) : FaultScenario
{
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(6);

    /// <inheritdoc/>
    public override string Name => "database file locked for 6 s";

    /// <inheritdoc/>
    public override Means Needs => Means.None;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        await Execute(connection, "begin immediate");
        await Clock.Pause(Locked, CancellationToken.None);
        await Execute(connection, "rollback");
        return Clock.Now;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Watch(SteadyLoad load, History history, TimeSpan struck, TimeSpan since) =>
        SignalsWentOn.Faults(history, load.QuietCalls, struck, since);

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
