using Microsoft.Extensions.Options;

namespace FChat.Storage.Postgres.Writes;

/// <summary>
/// What the grains of this silo write gathers while a write is under way, and goes together with the next. A grain writes its row again only when it knows of the
/// last write, so two that are under way at once never meet in a row. Bounded by the grains: each has one write waiting at most.
/// </summary>
internal sealed class GrainWriteLane(GrainWriter writer, IOptions<PostgresOptions> options)
{
    private readonly int writesAtOnce = options.Value.WritesAtOnce;
    private readonly int most = options.Value.RowsOfWrite;
    private readonly Lock gate = new();
    private readonly Queue<GrainWrite> waiting = new();
    private int running;

    /// <summary>Writes.</summary>
    /// <returns>The row's new version, or null: somebody else has written first. Fails as the statement fails; what came of the write is unknown then.</returns>
    public Task<int?> Write(GrainWrite write)
    {
        lock (gate)
        {
            waiting.Enqueue(write);
            if (running < writesAtOnce)
            {
                running++;

                // Not the grain's scheduler, activity or request context.
                ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.Run(), this, preferLocal: true);
            }
        }

        return write.Done;
    }

    private async Task Run()
    {
        while (Take() is { } writes)
        {
            await writer.Write(writes);
        }
    }

    private List<GrainWrite>? Take()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                running--;
                return null;
            }

            List<GrainWrite> taken = [];
            while (taken.Count < most && waiting.TryDequeue(out var write))
            {
                taken.Add(write);
            }

            return taken;
        }
    }
}
