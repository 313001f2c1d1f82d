using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>Pairs that live through calls on one server, all at once.</summary>
public sealed class LifecycleCrowd : IAsyncDisposable
{
    private readonly Population _population;
    private readonly Faults _faults;
    private readonly LifecycleSeat[] _seats;
    private LifecyclePair[] _pairs = [];
    private LatencyHistogram _durations = new();
    private long _lived;

    private LifecycleCrowd(RunningServer server, int pairs, Faults faults)
    {
        _population = new Population(server.Addresses);
        _faults = faults;
        _seats = [.. Enumerable.Range(0, 2 * pairs).Select(_ => new LifecycleSeat(faults))];
    }

    /// <summary>Calls that are over, since the start.</summary>
    public long Lived => Volatile.Read(ref _lived);

    /// <summary>From the ring to the end, since the last <see cref="Open"/>.</summary>
    public LatencyHistogram Durations => _durations;

    /// <summary>Connects the users and makes their rooms.</summary>
    public static async Task<LifecycleCrowd> MeetAsync(RunningServer server, int pairs, Faults faults, CancellationToken stop)
    {
        var crowd = new LifecycleCrowd(server, pairs, faults);
        try
        {
            var seats = crowd._seats;
            var clients = await crowd._population.ConnectAsync([.. seats.Select((seat, i) => ($"life{i:D4}", (IHubListener)seat))], stop);
            crowd._pairs = [.. Enumerable.Range(0, pairs).Select(i => new LifecyclePair(clients[2 * i], seats[2 * i], clients[2 * i + 1], seats[2 * i + 1]))];
            await Task.WhenAll(crowd._pairs.Select(pair => pair.MeetAsync(stop)));
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Measures from now on.</summary>
    public void Open() => _durations = new LatencyHistogram();

    /// <summary>All pairs call until <paramref name="enough"/>; calls that have begun are brought to their end.</summary>
    public async Task LiveAsync(CancellationToken enough, CancellationToken stop)
    {
        await Task.WhenAll(_pairs.Select(pair => LiveAsync(pair, enough, stop)));
        foreach (var seat in _seats)
        {
            seat.Settle();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _population.DisposeAsync();

    private async Task LiveAsync(LifecyclePair pair, CancellationToken enough, CancellationToken stop)
    {
        while (!enough.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            try
            {
                _durations.Record(await pair.LiveAsync(stop));
                Interlocked.Increment(ref _lived);
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
            {
                // This pair is out of step for good; the others go on, and the run fails.
                _faults.Report("broken lifecycle", e.Message);
                return;
            }
        }
    }
}
