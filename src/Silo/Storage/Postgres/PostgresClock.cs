using FChat.Clocks;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>The clock of the PostgreSQL server.</summary>
internal sealed class PostgresClock(NpgsqlDataSource source, TimeProvider time) : IDatabaseClock
{
    /// <inheritdoc/>
    public async Task<ClockSkew> Compare(CancellationToken cancellation)
    {
        // Connected, and the statement known, before the time counts.
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        await command.ExecuteScalarAsync(cancellation);

        var (askedAt, began) = (time.GetUtcNow(), time.GetTimestamp());
        var database = (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
        return ClockSkew.Of(askedAt, time.GetElapsedTime(began), new DateTimeOffset(database, TimeSpan.Zero));
    }
}
