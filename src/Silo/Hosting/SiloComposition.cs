using FChat.Clocks;
using FChat.Media;
using FChat.Media.Janus;
using FChat.Storage.Postgres;
using FChat.Storage.Postgres.Writes;
using FChat.Storage.Postgres.Clusters;
using FChat.Storage.Sqlite;
using FChat.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace FChat.Hosting;

/// <summary>Puts a silo together: cluster, storage, ledger and grains.</summary>
public static class SiloComposition
{
    /// <summary>A silo for gateways in processes of their own. The schema is brought up to date at start in Development; elsewhere that is done by <c>--migrate</c>.</summary>
    public static IHostApplicationBuilder AddFChatSilo(this IHostApplicationBuilder builder) =>
        builder.AddSilo(new SiloOptions(), migrates: builder.Environment.IsDevelopment());

    /// <summary>A silo that shares its process with the only gateway: no fixed ports, and the schema is brought up to date at start.</summary>
    public static IHostApplicationBuilder AddFChatStandaloneSilo(this IHostApplicationBuilder builder) =>
        builder.AddSilo(new SiloOptions { SiloPort = 0, ClientPort = 0 }, migrates: true);

    private static IHostApplicationBuilder AddSilo(this IHostApplicationBuilder builder, SiloOptions silo, bool migrates)
    {
        builder.Configuration.GetSection(SiloOptions.Section).Bind(silo);
        builder.Services.AddSiloOptions(silo);
        builder.Services.AddClockOptions();
        var isShared = builder.Services.AddStorage(builder.Configuration, migrates);
        builder.Services.AddFChatGrains();
        builder.Services.AddJanusSfu();
        builder.Services.AddSingleton<IValidateOptions<MediaOptions>, NoExampleMediaSecrets>();
        builder.Services.AddSingleton<IValidateOptions<WebhookOptions>, NoExampleWebhookSecrets>();
        builder.Services.AddWebhookSender();
        builder.Services.AddHealthChecks().AddCheck<SiloHealth>("silo", tags: [SiloHealth.Readiness]);
        var isTraced = builder.Configuration.IsTraced();
        builder.UseOrleans(orleans =>
        {
            orleans.Join(silo, isShared);
            if (isTraced)
            {
                orleans.AddActivityPropagation();
            }
        });

        // Orleans places grains through Polly, which tells of every placement.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);

        // Writes that a database refuses are told of by the grains, as the warnings that they are.
        builder.Logging.AddFilter("Orleans.Storage.AdoNetGrainStorage", LogLevel.Critical);
        builder.Logging.AddFilter(typeof(GatheredGrainStorage).FullName, LogLevel.Critical);
        return builder;
    }

    private static void AddSiloOptions(this IServiceCollection services, SiloOptions silo)
    {
        services.AddSingleton(Options.Create(silo));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = silo.ShutdownTimeout);
        var check = new SiloOptionsValidator().Validate(null, silo);
        if (check.Failed)
        {
            throw new OptionsValidationException(SiloOptions.Section, typeof(SiloOptions), check.Failures);
        }
    }

    // PostgreSQL where one is named, which silos may share, and a file where not.
    private static bool AddStorage(this IServiceCollection services, IConfiguration configuration, bool migrates)
    {
        if (string.IsNullOrWhiteSpace(configuration[$"{PostgresOptions.Section}:{nameof(PostgresOptions.ConnectionString)}"]))
        {
            services.AddOptions<SqliteOptions>().Configure(sqlite => sqlite.MigrateAtStart = migrates).BindConfiguration(SqliteOptions.Section);
            services.AddSqliteStorage();
            return false;
        }

        services.AddOptions<PostgresOptions>().Configure(postgres => postgres.MigrateAtStart = migrates).BindConfiguration(PostgresOptions.Section);
        services.AddPostgresStorage();
        services.AddSingleton<IValidateOptions<PostgresOptions>, NoExamplePassword>();
        services.AddClockChecks<PostgresClock>();
        services.AddStartCheck<ClusterClaim>();
        return true;
    }
}
