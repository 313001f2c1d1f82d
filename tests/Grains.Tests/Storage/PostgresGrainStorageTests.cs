namespace FChat.Storage;

/// <summary>The spec on PostgreSQL.</summary>
[Collection<OnPostgres>]
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageSpec
{
    protected override async Task<Database> Open() => await PostgresDatabase.Create(server);
}
