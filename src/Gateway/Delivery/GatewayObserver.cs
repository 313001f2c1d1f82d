using FChat.Calls;
using FChat.Gateways;

namespace FChat.Gateway.Delivery;

/// <summary>The gateway's ear for all silos' links. One batch at a time, whichever way they come.</summary>
internal sealed partial class GatewayObserver(
    IEnvelopeSink sink, ConnectionRegistry connections, LocalRoster roster, TimeProvider time, ILogger<GatewayObserver> logger) : IGatewayObserver, IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, LinkState> links = [];

    /// <inheritdoc/>
    public async Task Deliver(DeliveryBatch batch)
    {
        await turn.WaitAsync();
        try
        {
            await Take(batch);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home)
    {
        if (connections.Find(connection) is not { } open)
        {
            return Task.FromResult(false);
        }

        var seat = roster.Hold(open, call);
        LocalRoster.Admit(seat, state, home);
        roster.Release(seat);

        // One that closed meanwhile may have given back its seats before it had this one.
        var isOpen = connections.Find(connection) is not null;
        if (!isOpen)
        {
            roster.Remove(seat);
        }

        return Task.FromResult(isOpen);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task Take(DeliveryBatch batch)
    {
        var link = LinkOf(batch.Link);
        if (batch.Number <= link.Last)
        {
            return;
        }

        if (batch.Lost || (link.Last != 0 && batch.Number > link.Last + 1))
        {
            CutOff(batch.Link);
        }

        foreach (var envelope in batch.Envelopes)
        {
            await sink.Take(envelope);
        }

        link.Last = batch.Number;
    }

    // Links of silos that are gone are forgotten when a new one shows up.
    private LinkState LinkOf(string id)
    {
        var now = time.GetUtcNow();
        if (!links.TryGetValue(id, out var link))
        {
            foreach (var (old, _) in links.Where(entry => now - entry.Value.SeenAt > Memory).ToList())
            {
                links.Remove(old);
            }

            links[id] = link = new LinkState();
        }

        link.SeenAt = now;
        return link;
    }

    // Nobody knows whose events were lost: everybody in a call comes back and resumes.
    private void CutOff(string link)
    {
        var count = 0;
        foreach (var connection in connections.All)
        {
            if (!connection.Seats.IsEmpty)
            {
                connection.Abort();
                count++;
            }
        }

        LogLost(logger, link, count);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events of link {Link} were lost: {Count} connections in calls are cut off to resume.")]
    private static partial void LogLost(ILogger logger, string link, int count);

    private sealed class LinkState
    {
        public long Last { get; set; }

        public DateTimeOffset SeenAt { get; set; }
    }
}
