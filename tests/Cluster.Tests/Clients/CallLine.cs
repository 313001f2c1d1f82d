using System.Globalization;
using System.Text.Json;

namespace FChat.Cluster.Tests.Clients;

/// <summary>Where a device is with a call.</summary>
internal enum Seat
{
    /// <summary>Not in it.</summary>
    Out,

    /// <summary>Has asked to come in.</summary>
    Joining,

    /// <summary>In it, and up to date.</summary>
    In,

    /// <summary>In it, and has asked for what it lacks, or will when it is connected again.</summary>
    Resuming,

    /// <summary>The call is over, or does not let it in.</summary>
    Gone,
}

/// <summary>
/// One call on one device, as a correct client has it (<c>callReducer.ts</c>): takes each event once and in order; on a gap, a new epoch or a new
/// connection it resumes with the last numbers that it has. Writes down every step.
/// </summary>
internal sealed partial class CallLine(string call, string user, HubLine hub, Records records)
{
    private readonly Lock _gate = new();
    private readonly StayRecord _record = records.StayOf(user, call);
    private readonly List<(Told Told, bool TakesSeat)> _held = [];
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OpenAct? _joining;
    private Position _position;
    private long _asked;
    private int _failures;

    /// <summary>Which call.</summary>
    public string Call => call;

    /// <summary>Where the device is.</summary>
    public Seat Seat { get; private set; }

    /// <summary>Where it is in the call's streams.</summary>
    public Position Position
    {
        get
        {
            lock (_gate)
            {
                return _position;
            }
        }
    }

    /// <summary>Comes in.</summary>
    /// <returns>When it is in, or is told that it can not be.</returns>
    public Task Join(CancellationToken stop)
    {
        lock (_gate)
        {
            if (Seat is Seat.Out)
            {
                Seat = Seat.Joining;
                _joining = records.Begin(user, "join_call", new Aim(call));
                _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                AskIfConnected();
            }

            return _settled.Task.WaitAsync(stop);
        }
    }

    /// <summary>Asks for what it lacks although nothing says that it lacks anything.</summary>
    /// <returns>When it is in again or out.</returns>
    public Task Resume(CancellationToken stop)
    {
        lock (_gate)
        {
            if (Seat is Seat.In)
            {
                Behind();
            }

            return _settled.Task.WaitAsync(stop);
        }
    }

    /// <summary>The device asks to leave: from now on it is out.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            Out(Seat.Out, Exit.Left);
        }
    }

    /// <summary>The connection is up.</summary>
    public void Connected(HubConnection connection)
    {
        lock (_gate)
        {
            _failures = 0;
            if (Seat is Seat.In)
            {
                Behind(connection);
            }
            else if (Seat is Seat.Joining or Seat.Resuming)
            {
                Ask(connection);
            }
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            _record.Add(at => new Cut(at));
        }
    }

    /// <summary>An event of this call came.</summary>
    public void Hear(string name, JsonElement content)
    {
        lock (_gate)
        {
            var told = ToldReader.Read(name, content);
            var takesSeat = Seat is Seat.In or Seat.Resuming && ToldReader.IsDepartureOf(user, name, content);
            var isCopy = Seat is Seat.Out or Seat.Gone || (takesSeat && TakesSeat(told));
            told = isCopy ? told with { Numbering = Numbering.Copy } : told;
            _record.Add(at => new Heard(at, told));
            if (Seat is Seat.Joining or Seat.Resuming && !isCopy)
            {
                _held.Add((told, takesSeat));
            }
            else
            {
                Take(told, takesSeat);
            }
        }
    }

    private bool TakesSeat(Told told) => told.Epoch == _position.Epoch && told.Number >= _position.Seq;

    private void Take(Told told, bool takesSeat)
    {
        if (Seat is not (Seat.In or Seat.Resuming))
        {
            Seat = told.Name == Told.CallEnded ? Seat.Gone : Seat;
        }
        else if (takesSeat && TakesSeat(told))
        {
            Out(Seat.Out, Exit.Lost);
        }
        else if (told.Numbering != Numbering.Copy && Seat is Seat.In)
        {
            Follow(told);
        }
    }

    private void Follow(Told told)
    {
        var isSignal = told.Numbering == Numbering.Signal;
        var next = 1 + (isSignal ? _position.SignalSeq : _position.Seq);
        if (told.Epoch > _position.Epoch || (told.Epoch == _position.Epoch && told.Number > next))
        {
            Behind();
        }
        else if (told.Epoch == _position.Epoch && told.Number == next)
        {
            _position = isSignal ? _position with { SignalSeq = next } : _position with { Seq = next };
            if (told.Name == Told.CallEnded)
            {
                Out(Seat.Gone, Exit.EndHeard);
            }
        }
    }

    private void Behind(HubConnection? connection = null)
    {
        Seat = Seat.Resuming;
        if (_settled.Task.IsCompleted)
        {
            _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (connection is null)
        {
            AskIfConnected();
        }
        else
        {
            Ask(connection);
        }
    }

    private void AskIfConnected()
    {
        if (hub.Current is { } connection)
        {
            Ask(connection);
        }
    }

    private void Ask(HubConnection connection)
    {
        var (number, asked) = (++_asked, Clock.Now);
        _held.Clear();
        _record.Add(at => new Asked(at));
        if (Seat is Seat.Joining)
        {
            var sending = _joining!.Try();
            connection.Invoke("join_call", Argument(null), reply =>
            {
                sending.Settle(reply);
                Answered(number, asked, connection, reply);
            });
        }
        else
        {
            connection.Invoke("resume_call", Argument(_position), reply => Answered(number, asked, connection, reply));
        }
    }

    private string Argument(Position? has)
    {
        var numbers = has is { } position ? $"\"epoch\":{position.Epoch},\"seq\":{position.Seq},\"signal_seq\":{position.SignalSeq}," : "";
        return string.Create(CultureInfo.InvariantCulture, $$"""{"call_session_id":"{{call}}",{{numbers}}"device_id":"{{user}}-device"}""");
    }
}
