using System.Text.Json.Serialization;
using FChat.Storage.Postgres.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;

namespace FChat.Storage.Postgres;

/// <summary>Registers durable storage in a PostgreSQL database.</summary>
public static class PostgresStorageExtensions
{
    /// <summary>Grain state (the default provider) and the ledger, through one <see cref="NpgsqlDataSource"/>. The grains bring <see cref="JsonSerializerContext"/>s and <see cref="StateFormat"/>s.</summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, Action<PostgresOptions>? configure = null)
    {
        services.AddOptions<PostgresOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresOptions>, PostgresOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresOptions>, PostgresConnectionStringValidator>());
        services.TryAddSingleton(provider => PostgresConnections.Pool(provider.GetRequiredService<IOptions<PostgresOptions>>()));
        services.AddSqlStorage<PostgresSchema, PostgresLedgerDatabase, PostgresLedgerWriter>();
        return services.AddAdoNetGrainStorageAsDefault(options => options.Configure<NpgsqlDataSource, GrainStateSerializer>(Configure));
    }

    private static void Configure(AdoNetGrainStorageOptions options, NpgsqlDataSource source, GrainStateSerializer serializer)
    {
        options.Invariant = "Npgsql";
        options.DataSource = source;
        options.StoreReadably(serializer);
    }
}
