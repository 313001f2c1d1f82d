using System.Diagnostics.Metrics;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Telemetry;

/// <summary>What calls count.</summary>
internal sealed class CallInstruments
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly ShownCounter _recovered;
    private readonly Counter<long> _departures;
    private readonly Counter<long> _switched;
    private readonly Histogram<double> _setup;
    private readonly Histogram<double> _answer;
    private readonly Histogram<double> _duration;

    public CallInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.FChat);
        _started = meter.CreateCounter<long>("fchat.calls.started", "{call}", "Calls that were made");
        _ended = meter.CreateCounter<long>("fchat.calls.ended", "{call}", "Calls that are over");
        _recovered = new ShownCounter(
            meter, "fchat.calls.recovered", "{call}", "Live calls that were taken over from storage after their silo was lost, or had rested", "type", Enum.GetNames<CallType>());
        _departures = meter.CreateCounter<long>("fchat.calls.departures", "{participant}", "Participants who went");
        _switched = meter.CreateCounter<long>("fchat.calls.switched", "{call}", "Calls whose media went over to a media server, or back to a mesh");
        _setup = meter.CreateHistogram("fchat.calls.setup", "s", "From the order to make a call until it is in storage and in SQL and rings", advice: Buckets.Latency);
        _answer = meter.CreateHistogram("fchat.calls.ring_to_answer", "s", "From a call's beginning until the second participant is in", advice: Buckets.Patience);
        _duration = meter.CreateHistogram("fchat.calls.duration", "s", "From connected to the end", advice: Buckets.Talk);
    }

    /// <summary>A call was made.</summary>
    public void Started(CallState call, TimeSpan setup)
    {
        _started.Add(1, Type(call));
        _setup.Record(setup.TotalSeconds);
    }

    /// <summary>A live call was taken over.</summary>
    public void Recovered(CallState call) => _recovered.Add(1, call.Type.ToString());

    /// <summary>A call is told to have become another.</summary>
    public void Changed(CallState before, Decision decision)
    {
        var after = decision.Next;
        foreach (var fact in decision.Facts)
        {
            if (fact is SomebodyLeft left)
            {
                _departures.Add(1, new KeyValuePair<string, object?>("reason", left.Reason.ToString()));
            }
        }

        if (before.Topology != after.Topology)
        {
            _switched.Add(1, new KeyValuePair<string, object?>("to", after.Topology.ToString()));
        }

        if (before.ConnectedAt is null && after.ConnectedAt is { } connected)
        {
            _answer.Record((connected - after.CreatedAt).TotalSeconds, Type(after));
        }

        if (!before.IsOver && after.IsOver)
        {
            Ended(after);
        }
    }

    private void Ended(CallState call)
    {
        _ended.Add(1, Type(call), new("status", call.Status.ToString()), new("reason", call.EndReason?.ToString()));
        if (call.ConnectedAt is not null)
        {
            _duration.Record(call.TotalDuration, Type(call));
        }
    }

    private static KeyValuePair<string, object?> Type(CallState call) => new("type", call.Type.ToString());
}
