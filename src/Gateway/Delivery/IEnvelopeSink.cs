using FChat.Gateways;

namespace FChat.Gateway.Delivery;

/// <summary>Where an ear puts what it hears.</summary>
internal interface IEnvelopeSink
{
    /// <summary>Takes an envelope, in order; never waits for a socket.</summary>
    ValueTask Take(Envelope envelope);
}

/// <summary>Delivers at once, on the thread of the link: for a silo in the same process, whose one link is the lane.</summary>
internal sealed class DirectSink(EventDelivery delivery, ILogger<DirectSink> logger) : IEnvelopeSink
{
    /// <inheritdoc/>
    public ValueTask Take(Envelope envelope)
    {
        delivery.DeliverSafely(envelope, logger);
        return ValueTask.CompletedTask;
    }
}
