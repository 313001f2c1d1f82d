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
    private readonly Channel<Envelope>[] lanes;
    private readonly EventDelivery delivery;
    private readonly ILogger<DeliveryLanes> logger;

    public DeliveryLanes(EventDelivery delivery, IOptions<FanOutOptions> options, ILogger<DeliveryLanes> logger)
    {
        this.delivery = delivery;
        this.logger = logger;
        var count = options.Value.Lanes == 0 ? Math.Min(8, Environment.ProcessorCount) : options.Value.Lanes;
        lanes = [.. Enumerable.Range(0, count).Select(_ => MakeLane(options.Value.LaneCapacity))];
    }

    /// <summary>Puts an envelope into its lane; waits only while that is full.</summary>
    public ValueTask Take(Envelope envelope) => lanes[LaneOf(envelope)].Writer.WriteAsync(envelope);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(lanes.Select(lane => Run(lane.Reader, stoppingToken)));

    private static Channel<Envelope> MakeLane(int capacity) =>
        Channel.CreateBounded<Envelope>(new BoundedChannelOptions(capacity) { SingleReader = true, AllowSynchronousContinuations = false });

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

    private async Task Run(ChannelReader<Envelope> lane, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await foreach (var envelope in lane.ReadAllAsync(stopping))
            {
                delivery.DeliverSafely(envelope, logger);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopped(logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A delivery lane has stopped.")]
    private static partial void LogStopped(ILogger logger);
}
