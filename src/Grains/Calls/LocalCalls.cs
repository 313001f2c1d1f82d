using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FChat.Core.Calls;
using FChat.Telemetry;
using Orleans.Runtime;

namespace FChat.Calls;

/// <summary>
/// The calls that are active on this silo. A call enters when it can tell, and leaves when it is deactivated; bounded by them.
/// A signal is a turn of its call like any request, but no message: nothing is copied, and nothing looked up in the cluster.
/// </summary>
internal sealed class LocalCalls : ILocalCalls
{
    private readonly ConcurrentDictionary<CallId, Door> _doors = new();

    /// <summary>There are none yet; how many there are is shown as <c>fchat.silo.calls</c>.</summary>
    public LocalCalls(ILocalSiloDetails silo, IMeterFactory meters)
    {
        Silo = silo.SiloAddress.ToParsableString();
        var meter = meters.Create(TelemetryNames.FChat);
        meter.CreateObservableGauge("fchat.silo.calls", () => _doors.Count, "{call}", "Calls in this silo's memory, those that were over a moment ago too");
        meter.CreateObservableGauge("fchat.calls.live", Live, "{call}", "Live calls on this silo");
    }

    /// <summary>This silo, as others find it.</summary>
    public string Silo { get; }

    public Task<SignalAnswer> Signal(CallId call, SendSignal signal) =>
        _doors.TryGetValue(call, out var door) ? door.Take(signal) : Task.FromResult(SignalAnswer.NotHere);

    /// <summary>An activation takes signals from now on. To be called on its scheduler.</summary>
    public void Enter(CallId call, LocalCall activation) => _doors[call] = new Door(activation, TaskScheduler.Current);

    /// <summary>An activation takes no more; what is already on its way to it is not done. To be called on its scheduler.</summary>
    public void Leave(CallId call, object activation)
    {
        if (_doors.TryGetValue(call, out var door) && ReferenceEquals(door.Call.Activation, activation))
        {
            door.IsClosed = true;
            _doors.TryRemove(KeyValuePair.Create(call, door));
        }
    }

    // What a call shows is immutable: any thread may read it.
    private IEnumerable<Measurement<int>> Live() => _doors.Values
        .Select(door => door.Call.Told())
        .Where(call => !call.IsOver)
        .GroupBy(call => (call.Type, call.Status))
        .Select(group => new Measurement<int>(group.Count(), new("type", group.Key.Type.ToString()), new("status", group.Key.Status.ToString())));

    private sealed class Door(LocalCall call, TaskScheduler scheduler)
    {
        public LocalCall Call => call;

        // Read and written on the activation's scheduler only.
        public bool IsClosed { get; set; }

        public Task<SignalAnswer> Take(SendSignal signal) =>
            Task.Factory.StartNew(() => IsClosed ? SignalAnswer.NotHere : SignalAnswer.Of(call.Relay(signal)), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }
}

/// <summary>An activation as the rest of its silo sees it.</summary>
/// <param name="Relay">Takes a signal; to be called on its scheduler.</param>
/// <param name="Told">The call as everybody may know it.</param>
internal sealed record LocalCall(object Activation, Func<SendSignal, Refusal?> Relay, Func<CallState> Told);
