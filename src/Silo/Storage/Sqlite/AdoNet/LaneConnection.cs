using FChat.Storage.Sqlite.Lane;
using Microsoft.Data.Sqlite;

namespace FChat.Storage.Sqlite.AdoNet;

/// <summary>A connection that makes commands and opens nothing: lane and gate have connections of their own.</summary>
internal sealed class LaneConnection(string connectionString, WriteLane lane, ReadGate gate) : SqliteConnection(connectionString)
{
    public override SqliteCommand CreateCommand() => new LaneCommand(lane, gate);
}
