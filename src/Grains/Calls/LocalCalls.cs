using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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
        meters.Create(TelemetryNames.FChat).CreateObservableGauge("fchat.silo.calls", () => _doors.Count, "{call}", "Calls that are active on this silo.");
    }

    /// <summary>This silo, as others find it.</summary>
    public string Silo { get; }

    public Task<SignalAnswer> Signal(CallId call, SendSignal signal) =>
        _doors.TryGetValue(call, out var door) ? door.Take(signal) : Task.FromResult(SignalAnswer.NotHere);

    /// <summary>An activation takes signals from now on. To be called on its scheduler.</summary>
    public void Enter(CallId call, object activation, Func<SendSignal, Refusal?> relay) =>
        _doors[call] = new Door(activation, TaskScheduler.Current, relay);

    /// <summary>An activation takes no more; what is already on its way to it is not done. To be called on its scheduler.</summary>
    public void Leave(CallId call, object activation)
    {
        if (_doors.TryGetValue(call, out var door) && ReferenceEquals(door.Activation, activation))
        {
            door.IsClosed = true;
            _doors.TryRemove(KeyValuePair.Create(call, door));
        }
    }

    private sealed class Door(object activation, TaskScheduler scheduler, Func<SendSignal, Refusal?> relay)
    {
        public object Activation => activation;

        // Read and written on the activation's scheduler only.
        public bool IsClosed { get; set; }

        public Task<SignalAnswer> Take(SendSignal signal) =>
            Task.Factory.StartNew(() => IsClosed ? SignalAnswer.NotHere : SignalAnswer.Of(relay(signal)), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }
}
