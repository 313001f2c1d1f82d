using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Sqlite;

/// <summary>Sees to the schema before anything else starts: the grain storage provider reads its statements from it once.</summary>
internal sealed class SchemaAtStart(SqliteSchema schema, IOptions<SqliteOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MigrateAtStart)
        {
            schema.Migrate();
        }
        else
        {
            schema.Check();
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
