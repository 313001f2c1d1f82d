namespace FChat.Storage;

/// <summary>The spec on a SQLite file.</summary>
public sealed class SqliteLedgerTests : LedgerSpec
{
    protected override Task<Database> Open() => Task.FromResult<Database>(new SqliteDatabase());
}
