using FChat.Calls;
using FChat.Gateways;
using FChat.Time;

namespace FChat.Cluster;

/// <summary>A gateway that keeps what it is told, until a test has heard it.</summary>
internal sealed class FakeGateway : IGatewayObserver
{
    private readonly Lock _gate = new();
    private readonly List<Envelope> _told = [];
    private readonly IGatewayObserver _reference;
    private readonly IGrainFactory _grains;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeGateway(IGrainFactory grains)
    {
        _grains = grains;
        _reference = grains.CreateObjectReference<IGatewayObserver>(this);
    }

    public GatewayId Id { get; } = new($"gateway-{Guid.NewGuid():n}");

    /// <summary>Whether it renews its lease when time passes.</summary>
    public bool IsAlive { get; set; } = true;

    public IGatewayGrain Lease => _grains.Gateway(Id);

    public Task Deliver(DeliveryBatch batch)
    {
        lock (_gate)
        {
            _told.AddRange(batch.Envelopes);
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }

    public Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home) => Task.FromResult(false);

    public Task<LeaseAnswer> Renew(InterestDelta? delta = null) =>
        Lease.Renew(_reference, delta ?? new InterestDelta(Whole: false, [], [], [], []));

    /// <summary>The next event of the kind for the audience; other events stay for others to hear.</summary>
    public async Task<T> Hears<T>(Func<Audience, bool> audience, Func<T, bool>? where = null)
        where T : ServiceEvent => (T)(await Envelope(audience, content => content is T event_ && (where is null || where(event_)))).Content.Event;

    /// <summary>The next envelope for the audience with such an event.</summary>
    public async Task<Envelope> Envelope(Func<Audience, bool> audience, Func<ServiceEvent, bool> where)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_told.FindIndex(envelope => audience(envelope.Audience) && where(envelope.Content.Event)) is var index and >= 0)
                {
                    var found = _told[index];
                    _told.RemoveAt(index);
                    return found;
                }

                news = _news.Task;
            }

            await news.Soon();
        }
    }

    /// <summary>What was told to the audience and not heard yet.</summary>
    public IReadOnlyList<ServiceEvent> Unheard(Func<Audience, bool> audience)
    {
        lock (_gate)
        {
            return [.. _told.Where(envelope => audience(envelope.Audience)).Select(envelope => envelope.Content.Event)];
        }
    }
}
