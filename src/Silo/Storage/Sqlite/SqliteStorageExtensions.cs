using System.Text.Json.Serialization;
using FChat.Hosting;
using FChat.Storage.Sqlite.AdoNet;
using FChat.Storage.Sqlite.Lane;
using FChat.Storage.Sqlite.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace FChat.Storage.Sqlite;

/// <summary>Registers durable storage in a SQLite file.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>Grain state (the default provider) and the ledger, on one file with one schema. The grains bring <see cref="JsonSerializerContext"/>s and <see cref="StateFormat"/>s.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, Action<SqliteOptions>? configure = null)
    {
        services.AddOptions<SqliteOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteOptions>, SqliteOptionsValidator>());
        services.TryAddSingleton<SqliteConnections>();
        services.TryAddSingleton<WriteLane>();
        services.TryAddSingleton<ReadGate>();
        services.TryAddSingleton<LaneDataSource>();
        services.AddStartCheck<SqliteFileLock>();
        services.AddSqlStorage<SqliteSchema, SqliteLedgerDatabase, SqliteLedgerWriter>();
        return services.AddAdoNetGrainStorageAsDefault(options => options.Configure<LaneDataSource, GrainStateSerializer>(Configure));
    }

    private static void Configure(AdoNetGrainStorageOptions options, LaneDataSource source, GrainStateSerializer serializer)
    {
        options.Invariant = "System.Data.SQLite"; // the provider's word for Microsoft.Data.Sqlite
        options.DataSource = source;
        options.StoreReadably(serializer);
    }
}
