using FChat.Gateway.RateLimits;
using FChat.Gateway.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Delivery;

/// <summary>Makes connections with their bounds.</summary>
internal sealed partial class ConnectionFactory(
    IOptions<FanOutOptions> delivery, IOptions<LimitOptions> limits, GatewayInstruments instruments, TimeProvider time, ILogger<Connection> logger)
{
    /// <summary>A connection that has opened.</summary>
    public Connection Make(Caller caller, HubConnectionContext hub)
    {
        var outbox = new Outbox(hub, delivery.Value, time, why => CutOff(hub.ConnectionId, why));
        return new Connection(caller, hub, outbox, new Allowance(limits.Value, time));
    }

    private void CutOff(string connection, SlowConnection why)
    {
        instruments.SlowConnection(why);
        LogSlow(logger, connection, why);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Connection} was too far behind ({Why}) and was cut off.")]
    private static partial void LogSlow(ILogger logger, string connection, SlowConnection why);
}
