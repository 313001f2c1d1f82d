using System.Diagnostics;
using FChat.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;

namespace FChat.Storage.Postgres.Writes;

/// <summary>Writes the rows of several grains: all by one statement, which is one transaction and one flush.</summary>
internal sealed class GrainWriter(NpgsqlDataSource source, IOptions<ClusterOptions> cluster)
{
    private const string Statement = "select place, new_version from write_grain_states($1, $2, $3, $4, $5)";
    private const string DataClass = "22";

    /// <summary>Writes, and tells each what came of it. Never fails.</summary>
    public async Task Write(IReadOnlyList<GrainWrite> writes)
    {
        try
        {
            await WriteAll(writes);
        }
        catch (PostgresException refusal) when (writes.Count > 1 && refusal.SqlState.StartsWith(DataClass, StringComparison.Ordinal))
        {
            // One of them cannot be stored, so none was: the others must not suffer for it.
            foreach (var write in writes)
            {
                await Write([write]);
            }
        }
        catch (Exception fault)
        {
            foreach (var write in writes)
            {
                write.Fail(fault);
            }
        }
    }

    private async Task WriteAll(IReadOnlyList<GrainWrite> writes)
    {
        using var span = Spans.Follow("write rows", ActivityKind.Internal, writes.Select(write => write.Cause));
        await using var command = source.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = cluster.Value.ServiceId });
        command.Parameters.Add(Texts(writes, write => write.Type));
        command.Parameters.Add(Texts(writes, write => write.Key));
        command.Parameters.Add(new NpgsqlParameter<int?[]> { TypedValue = [.. writes.Select(write => write.Version)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(Texts(writes, write => write.State));

        var versions = new int?[writes.Count];
        await using (var answer = await command.ExecuteReaderAsync())
        {
            while (await answer.ReadAsync())
            {
                versions[answer.GetInt32(0) - 1] = answer.GetInt32(1);
            }
        }

        for (var i = 0; i < versions.Length; i++)
        {
            writes[i].End(versions[i]);
        }
    }

    private static NpgsqlParameter<string[]> Texts(IReadOnlyList<GrainWrite> writes, Func<GrainWrite, string> text) => new()
    {
        TypedValue = [.. writes.Select(text)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };
}
