using FChat.Hosting;

namespace FChat.Storage.Schema;

/// <summary>Sees to the schema before anything else starts: the grain storage provider reads its statements from it once.</summary>
internal sealed class SchemaCheck(DatabaseSchema schema) : IStartCheck
{
    /// <inheritdoc/>
    /// <exception cref="SchemaException">The schema is not this program's, and was not to be made so.</exception>
    public Task Check(CancellationToken cancellation)
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
}
