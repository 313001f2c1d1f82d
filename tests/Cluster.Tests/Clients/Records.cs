using System.Collections.Concurrent;
using System.Globalization;

namespace FChat.Cluster.Tests.Clients;

/// <summary>All that the clients of one run do and hear.</summary>
internal sealed class Records
{
    private readonly ConcurrentQueue<OpenAct> _acts = new();
    private readonly ConcurrentQueue<Sighting> _sightings = new();
    private readonly ConcurrentQueue<Silence> _silences = new();
    private readonly ConcurrentDictionary<(string User, string Call), StayRecord> _stays = new();
    private long _order;

    /// <summary>Opens an act; it is recorded from its first try on.</summary>
    public OpenAct Begin(string user, string operation, Aim aim)
    {
        var act = new OpenAct(user, operation, aim, () => Interlocked.Increment(ref _order));
        _acts.Enqueue(act);
        return act;
    }

    /// <summary>The record of a user's device in a call.</summary>
    public StayRecord StayOf(string user, string call) => _stays.GetOrAdd((user, call), key => new StayRecord(key.User, key.Call));

    /// <summary>A view was seen.</summary>
    public void See(Sighting sighting) => _sightings.Enqueue(sighting);

    /// <summary>Somebody has gone without a word.</summary>
    public void FallSilent(string user, string call) => _silences.Enqueue(new Silence(user, call, Clock.Now));

    /// <summary>What is recorded so far.</summary>
    public History With(Truth truth) => new(
        [.. _acts.Select(act => act.Close()).OfType<Act>()],
        [.. _stays.Values.Select(stay => stay.Close())],
        [.. _sightings],
        [.. _silences],
        truth);

    /// <summary>Every act so far that had been tried.</summary>
    public IEnumerable<Act> Acts => _acts.Select(act => act.Close()).OfType<Act>();
}

/// <summary>An act that is being done.</summary>
internal sealed class OpenAct(string user, string operation, Aim aim, Func<long> nextOrder)
{
    private readonly Lock _gate = new();
    private readonly List<Attempt> _attempts = [];
    private Verdict _verdict = Verdict.Unknown;
    private string? _code;
    private string? _result;

    /// <summary>The id under which it is repeated.</summary>
    public string CommandId { get; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>What it is about.</summary>
    public Aim Aim => aim;

    /// <summary>A try goes to the wire.</summary>
    public Sending Try()
    {
        lock (_gate)
        {
            _attempts.Add(new Attempt(nextOrder(), Clock.Now, TimeSpan.MaxValue, Outcome.Unknown));
            return new Sending(this, _attempts.Count - 1);
        }
    }

    /// <summary>As it stands; null if it was never tried.</summary>
    public Act? Close()
    {
        lock (_gate)
        {
            return _attempts.Count == 0 ? null : new Act(user, operation, aim, [.. _attempts], _verdict, _code, _result);
        }
    }

    private void Settle(int attempt, HubReply reply, string? result)
    {
        lock (_gate)
        {
            var outcome = reply.IsOk ? Outcome.Acknowledged : reply.IsUnknown ? Outcome.Unknown : Outcome.Refused;
            _attempts[attempt] = _attempts[attempt] with { Done = Clock.Now, Outcome = outcome };
            (_verdict, _code, _result) = ((Verdict)outcome, reply.Code, result);
        }
    }

    /// <summary>One try on its way.</summary>
    internal readonly record struct Sending(OpenAct Act, int Index)
    {
        /// <summary>It has an answer.</summary>
        public void Settle(HubReply reply, string? result = null) => Act.Settle(Index, reply, result);
    }
}

/// <summary>The steps of one device in one call.</summary>
internal sealed class StayRecord(string user, string call)
{
    private readonly Lock _gate = new();
    private readonly List<Step> _steps = [];

    /// <summary>Another step, now.</summary>
    public void Add(Func<TimeSpan, Step> step)
    {
        lock (_gate)
        {
            _steps.Add(step(Clock.Now));
        }
    }

    /// <summary>The steps so far.</summary>
    public Stay Close()
    {
        lock (_gate)
        {
            return new Stay(user, call, [.. _steps]);
        }
    }
}
