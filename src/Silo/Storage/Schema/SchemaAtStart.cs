using Microsoft.Extensions.Hosting;

namespace FChat.Storage.Schema;

/// <summary>Sees to the schema before anything else starts: the grain storage provider reads its statements from it once.</summary>
internal sealed class SchemaAtStart(DatabaseSchema schema) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (schema.MigrateAtStart)
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
