using FChat.Storage;
using Microsoft.Extensions.Hosting;

namespace FChat.Hosting;

/// <summary>The spec on a SQLite file.</summary>
public sealed class SqliteSiloRestartTests : SiloRestartSpec
{
    private protected override HostApplicationBuilder Standalone() => Silos.Standalone("one.db");

    private protected override IDisposable Lock() => Silos.Lock("one.db");
}

/// <summary>The spec on PostgreSQL.</summary>
[Collection<OnPostgres>]
public sealed class PostgresSiloRestartTests(PostgresServer server) : SiloRestartSpec, IAsyncLifetime
{
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.Create(server);

    private protected override HostApplicationBuilder Standalone() => Silos.Standalone(
        "no.db", ("Postgres:ConnectionString", _database.ConnectionString), ("Postgres:CommandTimeout", "00:00:01"));

    private protected override IDisposable Lock() => _database.Lock();
}
