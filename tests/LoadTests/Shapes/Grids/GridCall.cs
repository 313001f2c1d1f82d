using System.Text;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Callers;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>One of many calls. The first of its people is the one who changes something.</summary>
public sealed class GridCall
{
    private readonly JoinWatch _watch = new();
    private readonly GridSeat[] _seats;
    private ICaller[] _people = [];
    private ChangeLine? _line;
    private string _id = "";
    private int _joined;

    /// <summary>A call that nobody has begun.</summary>
    /// <param name="tellsTheChanger">Whether whoever changes something is told of it, too.</param>
    public GridCall(int people, bool tellsTheChanger, ChangeTally changes, SignalTally signals, Faults faults) =>
        _seats = [.. Enumerable.Range(0, people).Select(i => new GridSeat(_watch, changes, new SignalSeat(signals), isTold: i > 0 || tellsTheChanger, faults))];

    /// <summary>All seats.</summary>
    public IReadOnlyList<GridSeat> Seats => _seats;

    /// <summary>The changes.</summary>
    public ChangeLine Line => _line ?? throw new InvalidOperationException("Nobody has begun the call.");

    /// <summary>How many have joined.</summary>
    public int Joined => Volatile.Read(ref _joined);

    /// <summary>Makes the call for these people, in the order of the seats. Nobody is in it yet.</summary>
    public async Task BeginAsync(ICallService calls, ICaller[] people, int rung, CancellationToken stop)
    {
        _people = people;
        _line = new ChangeLine(people[0].Change);
        foreach (var (seat, one) in _seats.Zip(people))
        {
            (seat.Line, seat.Owner) = (_line, Encoding.UTF8.GetBytes(one.User));
        }

        _id = await calls.BeginAsync(people, rung, stop);
    }

    /// <summary>Lets one join whose joining nobody watches.</summary>
    public async Task JoinAsync(int seat, CancellationToken stop)
    {
        _people[seat].Join(_id);
        await _seats[seat].Joined.WaitAsync(stop);
        Interlocked.Increment(ref _joined);
    }

    /// <summary>Lets one join, and gives the time from its request until everybody who was there before has heard of it; null: not all have, after <paramref name="patience"/>.</summary>
    public async Task<TimeSpan?> WatchJoinAsync(int seat, TimeSpan patience, CancellationToken stop)
    {
        var seen = _watch.Begin(_people[seat].User, Joined);
        await JoinAsync(seat, stop);
        try
        {
            return await seen.WaitAsync(patience, TimeProvider.System, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>How many have not heard of the last joining that was watched.</summary>
    public int Unaware => _watch.Missing;

    /// <summary>Pairs neighbours for signals; one without a neighbour has none. Gives their seats, pair by pair.</summary>
    /// <param name="firstLine">The number of the first line; each pair has two.</param>
    public IEnumerable<SignalSeat> Pair(int firstLine, bool acknowledged)
    {
        for (var i = 0; i + 1 < _seats.Length; i += 2)
        {
            var there = _people[i].LineTo(_people[i + 1], firstLine + i, acknowledged);
            var back = _people[i + 1].LineTo(_people[i], firstLine + i + 1, acknowledged);
            _seats[i].Signals.Place(_people[i + 1].User, back, there, _seats[i].SignalSeq);
            _seats[i + 1].Signals.Place(_people[i].User, there, back, _seats[i + 1].SignalSeq);
            yield return _seats[i].Signals;
            yield return _seats[i + 1].Signals;
        }
    }
}
