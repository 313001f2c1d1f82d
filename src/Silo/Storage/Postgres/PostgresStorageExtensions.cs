using System.Text.Json.Serialization;
using FChat.Durable;
using FChat.Storage.Postgres.Ledger;
using FChat.Storage.Postgres.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace FChat.Storage.Postgres;

/// <summary>Registers durable storage in a PostgreSQL database.</summary>
public static class PostgresStorageExtensions
{
    private const string Provider = "postgres";

    /// <summary>Grain state (the default provider) and the ledger, through one <see cref="NpgsqlDataSource"/>. The grains bring <see cref="JsonSerializerContext"/>s and <see cref="StateFormat"/>s.</summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, Action<PostgresOptions>? configure = null)
    {
        services.AddOptions<PostgresOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresOptions>, PostgresOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresOptions>, PostgresConnectionStringValidator>());
        services.TryAddSingleton(provider => PostgresConnections.Pool(provider.GetRequiredService<IOptions<PostgresOptions>>()));
        services.AddSqlStorage<PostgresSchema, PostgresLedgerDatabase, PostgresLedgerWriter>();
        services.AddAdoNetGrainStorage(Provider, options => options.Configure<NpgsqlDataSource, GrainStateSerializer>(Configure));
        services.AddSingleton<GrainWriter>().AddSingleton<GrainWriteLane>().TryAddSingleton<NewGrains>();
        return services.AddGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, Gathered);
    }

    private static GatheredGrainStorage Gathered(IServiceProvider services, string name) => new(
        services.GetRequiredKeyedService<IGrainStorage>(Provider),
        services.GetRequiredService<GrainWriteLane>(),
        services.GetRequiredService<NewGrains>(),
        services.GetRequiredService<GrainStateSerializer>());

    private static void Configure(AdoNetGrainStorageOptions options, NpgsqlDataSource source, GrainStateSerializer serializer)
    {
        options.Invariant = "Npgsql";
        options.DataSource = source;
        options.StoreReadably(serializer);
    }
}
