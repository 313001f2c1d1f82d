using System.Threading.Channels;
using FChat.Calls;
using FChat.Time;

namespace FChat.Gateways;

/// <summary>A gateway that takes a batch when the test says so.</summary>
internal sealed class HeldGateway : IGatewayObserver
{
    private readonly Channel<Arrival> _arrivals = Channel.CreateUnbounded<Arrival>();

    public Task Deliver(DeliveryBatch batch)
    {
        var arrival = new Arrival(batch);
        _arrivals.Writer.TryWrite(arrival);
        return arrival.Answer;
    }

    public Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home) => Task.FromResult(false);

    /// <summary>The next batch; the gateway has not answered it.</summary>
    public Task<Arrival> Next() => _arrivals.Reader.ReadAsync().Soon();

    /// <summary>The next batch, taken.</summary>
    public async Task<DeliveryBatch> Take()
    {
        var arrival = await Next();
        arrival.Take();
        return arrival.Batch;
    }

    public bool IsQuiet => !_arrivals.Reader.TryPeek(out _);

    internal sealed class Arrival(DeliveryBatch batch)
    {
        private readonly TaskCompletionSource _answer = new();

        public DeliveryBatch Batch => batch;

        public Task Answer => _answer.Task;

        public void Take() => _answer.SetResult();

        public void Fail(Exception failure) => _answer.SetException(failure);
    }
}
