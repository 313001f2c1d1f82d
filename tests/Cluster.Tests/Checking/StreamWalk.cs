namespace FChat.Cluster.Tests.Checking;

/// <summary>A signal that reached its device in its place in the stream.</summary>
/// <param name="Era">Counts joins and snapshots: within one the stream is whole, between two something may have been given up.</param>
public sealed record Delivery(string From, string Tag, long Epoch, int Era, TimeSpan At);

/// <summary>What a walk through a stay came to.</summary>
/// <param name="Faults">What is wrong.</param>
/// <param name="Taken">The broadcasts that had their place in the stream. What only made the device resume is not among them.</param>
/// <param name="Deliveries">The signals that had theirs.</param>
public sealed record Walk(IReadOnlyList<Fault> Faults, IReadOnlyList<Told> Taken, IReadOnlyList<Delivery> Deliveries);

/// <summary>
/// Goes through a device's steps as a correct client must: what is next is taken, and every number after the seat's position must be, once,
/// live or by replay, or be given up by a snapshot.
/// </summary>
/// <remarks>
/// <code>
///  Out --Asked--> Asking --Seated--> In --gap or new epoch--> Behind --Asked--> Asking
///                    \--NotSeated--> where it was             In, Behind --Cut--> Away --Asked--> Asking
/// </code>
/// </remarks>
public sealed class StreamWalk
{
    private readonly Stay _stay;
    private readonly List<Fault> _faults = [];
    private readonly List<Told> _taken = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly List<Told> _held = [];
    private Place _place = Place.Out;
    private Place _before = Place.Out;
    private Position _position;
    private (long Epoch, long Seq) _joinedAt;
    private long _newest;
    private Told? _missedBefore;
    private int _era;

    private StreamWalk(Stay stay) => _stay = stay;

    private enum Place
    {
        Out,
        Asking,
        In,
        Behind,
        Away,
    }

    /// <summary>What is wrong with a stay's streams, and the signals that they delivered.</summary>
    public static Walk Through(Stay stay)
    {
        var walk = new StreamWalk(stay);
        foreach (var step in stay.Steps)
        {
            walk.Take(step);
        }

        walk.AtTheEnd();
        return new Walk(walk._faults, walk._taken, walk._deliveries);
    }

    private void Take(Step step)
    {
        switch (step)
        {
            case Asked:
                (_before, _place) = (_place == Place.Asking ? _before : _place, Place.Asking);
                _held.Clear();
                break;
            case NotSeated when _place == Place.Asking:
                _place = _before == Place.In ? Place.Behind : _before;
                break;
            case Seated seated:
                Sit(seated);
                break;
            case Heard { Event.Numbering: not Numbering.Copy } heard:
                Hear(heard);
                break;
            case Cut when _place != Place.Out:
                _place = Place.Away;
                break;
            case Unseated:
                _place = Place.Out;
                break;
        }
    }

    private void Sit(Seated seated)
    {
        switch (seated.How)
        {
            case Seating.Replay:
                _place = Place.In;
                foreach (var told in seated.Replay)
                {
                    Replayed(told, seated.At);
                }

                break;
            default:
                CheckForwards(seated);
                (_position, _place) = (seated.Position, Place.In);
                _newest = Math.Max(_newest, _position.Epoch);
                _joinedAt = seated.How == Seating.Join ? (_position.Epoch, _position.Seq) : _joinedAt;
                _era++;
                break;
        }

        FollowUp(seated);
    }

    private void CheckForwards(Seated seated)
    {
        var (from, to) = (_position, seated.Position);
        var isBehind = to.Epoch < _newest || (to.Epoch == from.Epoch && (to.Seq < from.Seq || to.SignalSeq < from.SignalSeq));
        if (isBehind)
        {
            Report(FaultKind.Backwards, $"{seated.How} to {to} after {from} (epoch {_newest} was seen)");
        }
    }

    private void Replayed(Told told, TimeSpan at)
    {
        if (told.Epoch != _position.Epoch || NumberAfter(told) != told.Number)
        {
            Report(told.Number < NumberAfter(told) ? FaultKind.Twice : FaultKind.Gap, $"a replay gave {told} at {_position}");
        }

        Accept(told, at);
    }

    /// <summary>What was held while the device asked: known by the answer, or next after it, or a reason to ask again.</summary>
    private void FollowUp(Seated seated)
    {
        foreach (var told in _held)
        {
            if (told.Epoch == _position.Epoch && told.Number >= NumberAfter(told))
            {
                Report(FaultKind.BeforeAnswer, $"{told} came before the answer with {_position} ({seated.How})");
            }
            else if (told.Epoch > _position.Epoch)
            {
                (_place, _missedBefore) = (Place.Behind, told);
            }
        }

        _held.Clear();
    }

    private void Hear(Heard heard)
    {
        var told = heard.Event;
        if (_place == Place.Asking)
        {
            _held.Add(told);
        }
        else if (_place == Place.In)
        {
            Follow(told, heard.At);
        }
    }

    private void Follow(Told told, TimeSpan at)
    {
        var next = NumberAfter(told);
        if (told.Epoch < _position.Epoch)
        {
            Report(FaultKind.Backwards, $"{told} after epoch {_position.Epoch}");
        }
        else if (told.Epoch > _position.Epoch || told.Number > next)
        {
            (_place, _missedBefore) = (Place.Behind, told);
        }
        else if (told.Number < next && !IsCopyOfTheRinging(told))
        {
            Report(FaultKind.Twice, $"{told} again at {_position}");
        }
        else if (told.Number == next)
        {
            Accept(told, at);
        }
    }

    /// <summary>What was sent while the device rang, and comes after it has joined, carries a number that the join covers.</summary>
    private bool IsCopyOfTheRinging(Told told) => told.Numbering == Numbering.Broadcast && told.Epoch == _joinedAt.Epoch && told.Number <= _joinedAt.Seq;

    private void Accept(Told told, TimeSpan at)
    {
        if (told.Numbering == Numbering.Signal)
        {
            _position = _position with { SignalSeq = told.Number };
            _deliveries.Add(new Delivery(told.From ?? "", told.Tag ?? "", told.Epoch, _era, at));
        }
        else
        {
            _position = _position with { Seq = told.Number };
            _taken.Add(told);
        }

        _newest = Math.Max(_newest, told.Epoch);
    }

    private long NumberAfter(Told told) => 1 + (told.Numbering == Numbering.Signal ? _position.SignalSeq : _position.Seq);

    private void AtTheEnd()
    {
        if (_place == Place.Behind)
        {
            Report(FaultKind.Gap, $"never healed: at {_position} when {_missedBefore} came");
        }
    }

    private void Report(FaultKind kind, string what) => _faults.Add(new Fault(kind, $"{_stay}: {what}"));
}
