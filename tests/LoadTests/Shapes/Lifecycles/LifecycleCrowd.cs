using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>How many live on a server.</summary>
/// <param name="Pairs">That call.</param>
/// <param name="Presence">Users who tell that they live, those of the pairs among them first.</param>
/// <param name="BeatEvery">How often each does.</param>
public sealed record LifecycleSize(int Pairs, int Presence, TimeSpan BeatEvery);

/// <summary>Pairs that live through calls on one server, all at once, and users beside them who only are there.</summary>
public sealed class LifecycleCrowd : IAsyncDisposable
{
    private readonly Population _population;
    private readonly Faults _faults;
    private readonly LifecycleSeat[] _seats;
    private readonly LifecycleSize _size;
    private LifecyclePair[] _pairs = [];
    private LatencyHistogram _durations = new();
    private long _lived;

    private LifecycleCrowd(RunningServer server, LifecycleSize size, Faults faults)
    {
        _population = new Population(server.Addresses);
        _faults = faults;
        _size = size;
        _seats = [.. Enumerable.Range(0, Math.Max(2 * size.Pairs, size.Presence)).Select(_ => new LifecycleSeat(faults))];
        Presence = new PresenceTraffic([], beatsPerSecond: 1, faults);
    }

    /// <summary>The users who tell that they live.</summary>
    public PresenceTraffic Presence { get; private set; }

    /// <summary>Calls that are over, since the start.</summary>
    public long Lived => Volatile.Read(ref _lived);

    /// <summary>From the ring to the end, since the last <see cref="Open"/>.</summary>
    public LatencyHistogram Durations => _durations;

    /// <summary>Connects the users and makes their rooms.</summary>
    public static async Task<LifecycleCrowd> MeetAsync(RunningServer server, LifecycleSize size, Faults faults, CancellationToken stop)
    {
        var crowd = new LifecycleCrowd(server, size, faults);
        try
        {
            await crowd.MeetAsync(stop);
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Measures from now on.</summary>
    public void Open()
    {
        _durations = new LatencyHistogram();
        Presence.Open();
    }

    /// <summary>All pairs call until <paramref name="enough"/>; calls that have begun are brought to their end.</summary>
    public async Task LiveAsync(CancellationToken enough, CancellationToken stop)
    {
        await Task.WhenAll([Presence.RunAsync(enough, stop), .. _pairs.Select(pair => LiveAsync(pair, enough, stop))]);
        foreach (var seat in _seats)
        {
            seat.Settle();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _population.DisposeAsync();

    private async Task MeetAsync(CancellationToken stop)
    {
        var clients = await _population.ConnectAsync([.. _seats.Select((seat, i) => ($"life{i:D4}", (IHubListener)seat))], stop);
        _pairs = [.. Enumerable.Range(0, _size.Pairs).Select(i => new LifecyclePair(clients[2 * i], _seats[2 * i], clients[2 * i + 1], _seats[2 * i + 1]))];
        Presence = new PresenceTraffic(clients[.._size.Presence], _size.Presence / _size.BeatEvery.TotalSeconds, _faults);
        await Task.WhenAll(_pairs.Select(pair => pair.MeetAsync(stop)));
    }

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
