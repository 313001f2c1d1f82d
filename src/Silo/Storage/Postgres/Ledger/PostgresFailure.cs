using System.Net.Sockets;
using Npgsql;

namespace FChat.Storage.Postgres.Ledger;

/// <summary>Tells what passes from what repeating will not help.</summary>
internal static class PostgresFailure
{
    // SQLSTATE classes of rows that their table cannot hold: cardinality, data, constraint, program limit.
    private static readonly string[] OfRows = ["21", "22", "23", "54"];

    /// <summary>The server is away, starts, stops, is full, busy or not as it should be, or the silo stops; and no row that its table cannot hold.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        PostgresException said => !OfRows.Contains(said.SqlState[..2]),
        NpgsqlException or TimeoutException or SocketException or ObjectDisposedException => true,
        _ => false,
    };
}
