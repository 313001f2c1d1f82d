using System.Threading.Channels;
using FChat.Gateways;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Delivery;

/// <summary>
/// Lanes side by side, each in order. What belongs to one call, or to one room, stays in one lane.
/// Bounded: a full lane makes the silo's link wait.
/// </summary>
internal sealed partial class DeliveryLanes : BackgroundService, IEnvelopeSink
{
    private readonly Lane[] lanes;
    private readonly EventDelivery delivery;
    private readonly ILogger<DeliveryLanes> logger;

    public DeliveryLanes(EventDelivery delivery, IOptions<FanOutOptions> options, ILogger<DeliveryLanes> logger)
    {
        this.delivery = delivery;
        this.logger = logger;
        var count = options.Value.Lanes == 0 ? Math.Min(8, Environment.ProcessorCount) : options.Value.Lanes;
        lanes = [.. Enumerable.Range(0, count).Select(_ => new Lane(options.Value.LaneCapacity))];
    }

    /// <summary>Puts an envelope into its lane; waits only while that is full. What one connection alone is to have is delivered at once where nothing is before it.</summary>
    public ValueTask Take(Envelope envelope)
    {
        var lane = lanes[LaneOf(envelope)];
        if (envelope.Audience is ConnectionAudience && lane.IsEmpty)
        {
            delivery.DeliverSafely(envelope, logger);
            return ValueTask.CompletedTask;
        }

        return lane.Add(envelope);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(lanes.Select(lane => Run(lane, stoppingToken)));

    private int LaneOf(Envelope envelope)
    {
        var key = envelope.Content switch
        {
            { Stamp: { } stamp } => stamp.Call.Value,
            { Event: MessageCreated created } => created.Message.RoomId.Value,
            { Event: RoomUpdated updated } => updated.Room.RoomId.Value,
            _ => "",
        };
        return (int)((uint)string.GetHashCode(key, StringComparison.Ordinal) % (uint)lanes.Length);
    }

    private async Task Run(Lane lane, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await foreach (var envelope in lane.Waiting.ReadAllAsync(stopping))
            {
                delivery.DeliverSafely(envelope, logger);
                lane.Done();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopped(logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A delivery lane has stopped.")]
    private static partial void LogStopped(ILogger logger);

    // Who adds knows that what it sees empty stays so for what it adds: what belongs together comes from one thread after the other.
    private sealed class Lane(int capacity)
    {
        private readonly Channel<Envelope> waiting =
            Channel.CreateBounded<Envelope>(new BoundedChannelOptions(capacity) { SingleReader = true, AllowSynchronousContinuations = false });

        private int count;

        public ChannelReader<Envelope> Waiting => waiting.Reader;

        public bool IsEmpty => Volatile.Read(ref count) == 0;

        public ValueTask Add(Envelope envelope)
        {
            Interlocked.Increment(ref count);
            return waiting.Writer.WriteAsync(envelope);
        }

        public void Done() => Interlocked.Decrement(ref count);
    }
}
