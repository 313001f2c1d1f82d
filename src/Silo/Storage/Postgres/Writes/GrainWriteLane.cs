using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Postgres.Writes;

/// <summary>
/// What the grains of this silo write gathers while a write is under way, and goes together with the next. One is under way at a time, which gathers most; while the newest
/// takes longer than <see cref="PostgresOptions.WritePatience"/> another may begin, so that a connection that hangs does not hold up all of them. A grain writes its row again
/// only when it knows of the last write, so two that are under way at once never meet in a row. Bounded by the grains: each has one write waiting at most.
/// </summary>
internal sealed class GrainWriteLane(GrainWriter writer, IOptions<PostgresOptions> options)
{
    private readonly int writesAtOnce = options.Value.WritesAtOnce;
    private readonly int most = options.Value.RowsOfWrite;
    private readonly TimeSpan patience = options.Value.WritePatience;
    private readonly Lock gate = new();
    private readonly Queue<GrainWrite> waiting = new();
    private int running;
    private long newest;
    private bool newestRuns;
    private long newestBegan;

    private bool NewestTakesLong => Stopwatch.GetElapsedTime(newestBegan) >= patience;

    /// <summary>Writes.</summary>
    /// <returns>The row's new version, or null: somebody else has written first. Fails as the statement fails; what came of the write is unknown then.</returns>
    public Task<int?> Write(GrainWrite write)
    {
        lock (gate)
        {
            waiting.Enqueue(write);
            if (running < writesAtOnce && (!newestRuns || NewestTakesLong))
            {
                running++;

                // Not the grain's scheduler, activity or request context.
                ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.Lane.Run(run.Number), (Lane: this, Number: Begin()), preferLocal: true);
            }
        }

        return write.Done;
    }

    private async Task Run(long number)
    {
        while (Next(ref number) is { } writes)
        {
            await writer.Write(writes);
        }
    }

    /// <summary>What the run that has begun as <paramref name="number"/> writes next. Null: it ends, because there is nothing, or because a newer one that takes it is under way.</summary>
    private List<GrainWrite>? Next(ref long number)
    {
        lock (gate)
        {
            var isNewest = number == newest;
            if (waiting.Count == 0 || (!isNewest && newestRuns && !NewestTakesLong))
            {
                running--;
                newestRuns &= !isNewest;
                return null;
            }

            List<GrainWrite> taken = [];
            while (taken.Count < most && waiting.TryDequeue(out var write))
            {
                taken.Add(write);
            }

            number = Begin();
            return taken;
        }
    }

    private long Begin()
    {
        (newestRuns, newestBegan) = (true, Stopwatch.GetTimestamp());
        return ++newest;
    }
}
