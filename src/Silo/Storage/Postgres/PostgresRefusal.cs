using FChat.Storage.Schema;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>Says why a database cannot be used, and what to do about it. Never how to sign in to it.</summary>
internal static class PostgresRefusal
{
    public static SchemaException Of(NpgsqlException failure, PostgresOptions options)
    {
        var described = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var place = $"PostgreSQL at {described.Host}:{described.Port}";
        return new SchemaException(failure is PostgresException said ? Of(said, place, described.Database) : Of(failure, place), failure);
    }

    private static string Of(NpgsqlException failure, string place) =>
        $"{place} cannot be reached ({failure.InnerException?.Message ?? failure.Message}). Start it, or correct Postgres:ConnectionString.";

    private static string Of(PostgresException said, string place, string? database) => said.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{place} does not let this user in ({said.MessageText}). Correct the name or the password in Postgres:ConnectionString.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"{place} has no database {database}. Create it, or correct Postgres:ConnectionString.",
        PostgresErrorCodes.LockNotAvailable =>
            "Another process has been at the schema of the database for too long. Look for one that hangs, and start again.",
        _ => $"{place} refuses: {said.MessageText} ({said.SqlState}).",
    };
}
