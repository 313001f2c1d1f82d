using System.Data;
using System.Data.Common;
using FChat.Storage.Sqlite.Lane;
using Microsoft.Data.Sqlite;

namespace FChat.Storage.Sqlite.AdoNet;

/// <summary>One statement of the grain storage provider, which asks for nothing but <see cref="ExecuteDbDataReaderAsync"/>.</summary>
internal sealed class LaneCommand(WriteLane lane, ReadGate gate) : SqliteCommand
{
    private bool IsRead => CommandText.AsSpan().TrimStart().StartsWith("select", StringComparison.OrdinalIgnoreCase);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        IsRead ? gate.Read(Read, cancellationToken) : lane.Write(Write, cancellationToken);

    private DbDataReader Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = CommandText;
        return Run(command);
    }

    private DbDataReader Write(LaneSession session) => Run(session.Prepared(CommandText));

    private DbDataReader Run(SqliteCommand command)
    {
        foreach (SqliteParameter parameter in Parameters)
        {
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        return BufferedRows.Of(reader);
    }
}
