namespace FChat.Storage;

/// <summary>The spec on PostgreSQL.</summary>
[Collection<OnPostgres>]
public sealed class PostgresLedgerTests(PostgresServer server) : LedgerSpec
{
    protected override Task<Database> Open() => PostgresDatabase.Create(server);
}
