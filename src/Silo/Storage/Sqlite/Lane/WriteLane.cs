using System.Threading.Channels;

namespace FChat.Storage.Sqlite.Lane;

/// <summary>
/// The one writer of the database file. Whatever waits is written in one transaction and flushed once, so that
/// many grains share the price of a durable commit, and nobody holds a pool thread while the disk works.
/// </summary>
/// <remarks>
/// SQLite lets one connection write at a time. Connections that compete for it starve each other (measured: 64 writers, some waited
/// for seconds): the driver waits by sleeping 150 ms at a time, on the caller's thread.
/// </remarks>
public sealed class WriteLane : IDisposable
{
    private const int MostWaiting = 16_384;
    private const int MostPerCommit = 256;

    private readonly Channel<LaneWork> _waiting =
        Channel.CreateBounded<LaneWork>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly LaneSession _session;
    private readonly Thread _thread;

    /// <summary>Starts the lane. The file is opened by the first write.</summary>
    public WriteLane(SqliteConnections connections)
    {
        _session = new LaneSession(connections);
        _thread = new Thread(Pump) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    /// <summary>Writes in the lane's next transaction: all or nothing of <paramref name="write"/>, whatever others in the same commit do.</summary>
    /// <returns>The answer of <paramref name="write"/>, once it is on disk.</returns>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">Nothing was written: the file is locked, full, damaged or away.</exception>
    public async Task<T> Write<T>(Func<LaneSession, T> write, CancellationToken cancellation)
    {
        var work = new LaneWork<T>(write);
        await _waiting.Writer.WriteAsync(work, cancellation).ConfigureAwait(false);
        return await work.Done.ConfigureAwait(false);
    }

    /// <summary>Writes what waits, takes nothing more, and closes the file.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
    }

    private void Pump()
    {
        var group = new List<LaneWork>(MostPerCommit);
        while (WaitForWork())
        {
            Gather(group, MostPerCommit);
            Commit(group);
            group.Clear();
        }

        _session.Dispose();
    }

    private bool WaitForWork() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Gather(List<LaneWork> group, int most)
    {
        while (group.Count < most && _waiting.Reader.TryRead(out var work))
        {
            group.Add(work);
        }
    }

    private void Commit(List<LaneWork> group)
    {
        var begun = false;
        try
        {
            _session.Begin();
            begun = true;
            group.ForEach(work => work.Run(_session));
            _session.Commit();
        }
        catch (Exception e)
        {
            _session.Abandon(e);
            if (!begun)
            {
                // The file cannot be had. Those behind have waited as long; let them not wait their turn for the same answer.
                Gather(group, int.MaxValue);
            }

            group.ForEach(work => work.Fail(e));
            return;
        }

        group.ForEach(work => work.Settle());
    }
}
