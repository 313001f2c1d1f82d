using FChat.Storage.Schema;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>Says why a database cannot be used, and what to do about it. Never how to sign in to it.</summary>
internal static class PostgresRefusal
{
    public static SchemaException Of(NpgsqlException failure, NpgsqlConnection connection)
    {
        var place = $"{connection.Host}:{connection.Port}";
        var words = failure is PostgresException said ? Of(said, connection, place) : $"PostgreSQL at {place} cannot be reached: {failure.Message}. Start it, or correct Postgres:ConnectionString.";
        return new SchemaException(words, failure);
    }

    private static string Of(PostgresException said, NpgsqlConnection connection, string place) => said.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL at {place} does not let this user in: {said.MessageText}. Correct the name or password in Postgres:ConnectionString.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"PostgreSQL at {place} has no database {connection.Database}. Create it, or correct Postgres:ConnectionString.",
        PostgresErrorCodes.LockNotAvailable =>
            "Another process holds the schema for too long. Look for one that hangs, or start again.",
        _ => $"PostgreSQL at {place} refuses: {said.MessageText} ({said.SqlState}).",
    };
}
