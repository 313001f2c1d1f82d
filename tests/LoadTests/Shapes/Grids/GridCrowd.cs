using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Shapes.Callers;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>All people of a grid on one server, in their calls but for those who come late.</summary>
public sealed class GridCrowd : IAsyncDisposable
{
    private const int Rung = 16;
    private const int JoinAtOnce = 32;
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(500);
    private readonly KeptConnections _connections;
    private readonly ICallService _service;
    private readonly Faults _faults;
    private readonly GridCall[] _calls;
    private readonly SignalTally _signals;
    private readonly Queue<(GridCall Call, int Seat)> _late = new();

    private GridCrowd(RunningServer server, Grid grid, Faults faults)
    {
        _connections = new KeptConnections(server.Addresses);
        _service = CallService.Of(server);
        _faults = faults;
        _signals = new SignalTally(faults);
        _calls = [.. Enumerable.Range(0, grid.Calls).Select(_ => new GridCall(grid.People, _service.TellsTheChanger, Changes, _signals, faults))];
    }

    /// <summary>What arrives of changes.</summary>
    public ChangeTally Changes { get; } = new();

    /// <summary>The changes of all calls.</summary>
    public IReadOnlyList<ILine> ChangeLines => [.. _calls.Select(call => call.Line)];

    /// <summary>How many are still to join.</summary>
    public int Late => _late.Count;

    private IEnumerable<GridSeat> Seats => _calls.SelectMany(call => call.Seats);

    /// <summary>Connects everybody, begins the calls, lets all but the last <paramref name="late"/> of each join, and waits until what that told has settled.</summary>
    /// <param name="prefix">What their names begin with.</param>
    public static async Task<GridCrowd> GatherAsync(RunningServer server, Grid grid, int late, string prefix, Faults faults, CancellationToken stop)
    {
        var crowd = new GridCrowd(server, grid, faults);
        try
        {
            await crowd.BeginAsync(grid, prefix, stop);
            await crowd.JoinAsync(grid, late, stop);
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets one who is late join, and gives the time until everybody in the call has heard of it; null: nobody is late any more, or not all have heard.</summary>
    public async Task<TimeSpan?> WatchJoinAsync(CancellationToken stop)
    {
        if (!_late.TryDequeue(out var next))
        {
            return null;
        }

        var seen = await next.Call.WatchJoinAsync(next.Seat, Still, stop);
        if (seen is null)
        {
            _faults.Report("lost", "a joining", next.Call.Unaware);
        }

        return seen;
    }

    /// <summary>Waits until every change has come to everybody, or 5 s pass without progress, and settles the accounts.</summary>
    public async Task DrainChangesAsync(CancellationToken stop)
    {
        await Progress.UntilAsync(() => Changes.Received, () => Seats.Sum(seat => seat.Owed) == 0 ? 0 : long.MaxValue, Still, stop);
        foreach (var seat in Seats)
        {
            seat.Settle();
        }
    }

    /// <summary>Pairs all people for signals, once all have joined.</summary>
    public SignalSeats Pair(bool acknowledged)
    {
        var seats = _calls.SelectMany((call, i) => call.Pair(i * call.Seats.Count, acknowledged && _service.HasAnswers)).ToArray();
        return new SignalSeats(seats, _signals);
    }

    /// <summary>Whether signals are answered, if that is asked for.</summary>
    public bool Answers(bool asked) => asked && _service.HasAnswers;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        _service.Dispose();
    }

    private async Task BeginAsync(Grid grid, string prefix, CancellationToken stop)
    {
        GridSeat[] seats = [.. Seats];
        var people = await _connections.ConnectAsync(
            seats.Length, (i, address, cancelled) => _service.ConnectAsync(address, $"{prefix}{i:D5}", seats[i], _faults, cancelled), stop);
        var options = new ParallelOptions { MaxDegreeOfParallelism = JoinAtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, _calls.Length, options, async (i, cancelled) =>
            await _calls[i].BeginAsync(_service, people[(i * grid.People)..((i + 1) * grid.People)], Rung, cancelled));
    }

    private async Task JoinAsync(Grid grid, int late, CancellationToken stop)
    {
        // Seat by seat over all calls, so that no call's caller waits alone for long.
        var first = Enumerable.Range(0, grid.People - late).SelectMany(seat => _calls, (seat, call) => (Call: call, Seat: seat));
        var options = new ParallelOptions { MaxDegreeOfParallelism = JoinAtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(first, options, async (next, cancelled) => await next.Call.JoinAsync(next.Seat, cancelled));
        foreach (var next in Enumerable.Range(grid.People - late, late).SelectMany(seat => _calls, (seat, call) => (call, seat)))
        {
            _late.Enqueue(next);
        }

        await Task.Delay(Calm, TimeProvider.System, stop);
    }
}
