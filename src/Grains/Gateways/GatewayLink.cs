using System.Collections.Immutable;
using System.Diagnostics;
using FChat.Telemetry;

namespace FChat.Gateways;

/// <summary>
/// One silo's link to one gateway: an outbox and a pump with one awaited batch in flight, because the runtime keeps no order among messages that nobody awaits.
/// </summary>
/// <remarks>
/// <code>
/// idle --append--> pumping --outbox empty--> idle
///                  pumping --batch failed too often, or the gateway is gone--> gone (outbox dropped)
/// gone --append after GoneRetry--> pumping, the first batch marked as after a loss
/// </code>
/// </remarks>
internal sealed class GatewayLink(GatewayId gateway, string name, LinkServices services) : IThreadPoolWorkItem
{
    private readonly Outbox _outbox = new(services.Options);
    private IGatewayObserver? _observer;
    private long _number;
    private long _lastUse = services.Time.GetTimestamp();
    private volatile bool _gone;

    public bool IsGone => _gone;

    public int Waiting => _outbox.Count;

    /// <summary>Appends without waiting. False: the link is closed, and the caller makes another.</summary>
    public bool TrySend(Envelope envelope)
    {
        if (_gone && SinceLastUse() < services.Options.GoneRetry)
        {
            services.Instruments.Dropped(1);
            return true;
        }

        var appended = _outbox.Append(envelope, out var dropped);
        services.Instruments.Dropped(dropped);
        if (appended == Appended.NobodyTakes)
        {
            // Not the sender's activity, request context or grain: the pool's own empty context.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        return appended != Appended.Closed;
    }

    /// <summary>Closes the link if it has had nothing to do for the time.</summary>
    public bool TryForget(TimeSpan idle) => SinceLastUse() >= idle && _outbox.TryClose();

    void IThreadPoolWorkItem.Execute() => _ = Pump();

    private TimeSpan SinceLastUse() => services.Time.GetElapsedTime(Volatile.Read(ref _lastUse));

    private async Task Pump()
    {
        while (_outbox.Take() is var (envelopes, lost))
        {
            var batch = new DeliveryBatch(name, ++_number, lost, envelopes);
            _gone = !await Deliver(batch);
            Volatile.Write(ref _lastUse, services.Time.GetTimestamp());
            if (_gone)
            {
                services.Instruments.Dropped(_outbox.Drop() + envelopes.Length);
                services.Instruments.GivenUp();
                LinkLog.GivenUp(services.Log, gateway);
            }
        }
    }

    private async Task<bool> Deliver(DeliveryBatch batch)
    {
        using var span = Spans.Source.HasListeners() ? Spans.Follow("deliver", ActivityKind.Producer, batch.Envelopes.Select(envelope => envelope.Trace)) : null;
        LinkTrouble? trouble = null;
        var start = services.Time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await Attempt(batch))
                {
                    services.Instruments.Delivered(batch.Envelopes.Length, services.Time.GetElapsedTime(start));
                    return true;
                }
            }
            catch (Exception failure)
            {
                _observer = null;
                trouble ??= new LinkTrouble(services, start);
                trouble.Failed(failure, gateway);
            }

            trouble ??= new LinkTrouble(services, start);
            if (trouble.IsTooMuch || !await services.Pause())
            {
                return false;
            }
        }
    }

    private async Task<bool> Attempt(DeliveryBatch batch)
    {
        _observer ??= await services.Observers.Find(gateway);
        if (_observer is null)
        {
            return false;
        }

        await _observer.Deliver(batch);
        return true;
    }
}
