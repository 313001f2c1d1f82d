namespace FChat.Cluster.Tests.CheckingTests;

/// <summary>Histories made by hand. Every step and act comes one second after the one before it.</summary>
internal sealed class Made
{
    public const string Call = "01CALL";
    public const string Room = "room";
    public const string Sender = "alice";
    public const string Receiver = "bob";
    private readonly List<Act> _acts = [];
    private readonly List<Step> _steps = [];
    private readonly List<Stay> _others = [];
    private readonly List<Sighting> _sightings = [];
    private readonly List<Silence> _silences = [];
    private Truth _truth = Truth.None;
    private int _second;
    private long _order;

    public IReadOnlyList<Fault> Faults => HistoryChecker.Faults(new History(_acts, [new Stay(Receiver, Call, _steps), .. _others], _sightings, _silences, _truth));

    /// <summary>The kinds of what is wrong.</summary>
    public IEnumerable<FaultKind> Kinds => Faults.Select(fault => fault.Kind);

    public Made Join(long epoch, long seq, long signalSeq) => Ask().Step(at => new Seated(at, Seating.Join, new Position(epoch, seq, signalSeq), []));

    public Made Snapshot(long epoch, long seq, long signalSeq) => Ask().Step(at => new Seated(at, Seating.Snapshot, new Position(epoch, seq, signalSeq), []));

    public Made Replay(params Told[] events) => Ask().Step(at => new Seated(at, Seating.Replay, default, events));

    public Made Ask() => Step(at => new Asked(at));

    public Made Cut() => Step(at => new Cut(at));

    public Made Leave(Exit why = Exit.Left) => Step(at => new Unseated(at, why));

    public Made Hear(params Told[] events)
    {
        foreach (var told in events)
        {
            Step(at => new Heard(at, told));
        }

        return this;
    }

    /// <summary>Another user is in the call from the same place on, and hears these.</summary>
    public Made WithAnother(params Told[] events)
    {
        Step[] steps = [new Asked(Next()), new Seated(Next(), Seating.Join, new Position(1, 0, 0), []), .. events.Select(told => new Heard(Next(), told))];
        _others.Add(new Stay($"another {_others.Count}", Call, steps));
        return this;
    }

    public Made Step(Func<TimeSpan, Step> step)
    {
        _steps.Add(step(Next()));
        return this;
    }

    /// <summary>The receiver's device is told a signal.</summary>
    public static Told Signal(long epoch, long number, string tag) => new("webrtc_signal", Numbering.Signal, epoch, number, Sender, tag);

    public static Told Event(long epoch, long number, string name = "call_updated") => new(name, Numbering.Broadcast, epoch, number);

    /// <summary>The sender signals, with an outcome for each try.</summary>
    public Made Send(string tag, params Outcome[] outcomes) => Do(Sender, "send_webrtc_signal", new Aim(Call, Target: Receiver, Tag: tag), null, outcomes);

    public Made Do(string user, string operation, Aim aim, string? result = null, params Outcome[] outcomes)
    {
        outcomes = outcomes.Length == 0 ? [Outcome.Acknowledged] : outcomes;
        var attempts = outcomes.Select(outcome => new Attempt(++_order, Next(), Next(), outcome)).ToList();
        _acts.Add(new Act(user, operation, aim, attempts, (Verdict)outcomes[^1], null, result));
        return this;
    }

    public Made See(string user, string status)
    {
        _sightings.Add(new Sighting(Next(), Next(), Call, IsOver: false, new Dictionary<string, string> { [user] = status }));
        return this;
    }

    public Made FallSilent(string user)
    {
        _silences.Add(new Silence(user, Call, Next()));
        return this;
    }

    public Made Wait(int seconds)
    {
        _second += seconds;
        return this;
    }

    public Made InTheEnd(Func<Truth, Truth> truth)
    {
        _truth = truth(_truth);
        return this;
    }

    /// <summary>The call was started, and in the end it is over with the receiver like this.</summary>
    public Made Over(string status, bool hasJoined = true) =>
        Do(Sender, "initiate_call", new Aim(Room: Room), Call).InTheEnd(Truths.WithCall(status, hasJoined));

    private TimeSpan Next() => TimeSpan.FromSeconds(++_second);
}
