using System.Data.Common;
using FChat.Storage.Sqlite.Lane;

namespace FChat.Storage.Sqlite.AdoNet;

/// <summary>What the grain storage provider gets for a database: its writes go to the lane, its reads through the gate.</summary>
public sealed class LaneDataSource(SqliteConnections connections, WriteLane lane, ReadGate gate) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => connections.ReaderString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new LaneConnection(ConnectionString, lane, gate);

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection() => CreateDbConnection();

    /// <inheritdoc/>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(CreateDbConnection());
}
