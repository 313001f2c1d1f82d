using FChat.Gateway.Hubs;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Delivery;

/// <summary>Makes connections with their bounds.</summary>
internal sealed partial class ConnectionFactory(
    IOptions<FanOutOptions> delivery,
    IOptions<LimitOptions> limits,
    UserAllowances users,
    IOptions<HubDoorOptions> door,
    GatewayInstruments instruments,
    TimeProvider time,
    ILogger<Connection> logger)
{
    /// <summary>A connection that has opened.</summary>
    public Connection Make(Caller caller, HubConnectionContext hub)
    {
        var outbox = new Outbox(hub, delivery.Value, time, why => CutOff(hub.ConnectionId, why));
        var watch = new ClientWatch(time, door.Value.ClientTimeout, () => GiveUp(hub));
        return new Connection(caller, hub, outbox, new ConnectionAllowance(limits.Value, users, caller.User, time), watch);
    }

    private void GiveUp(HubConnectionContext hub)
    {
        LogSilent(logger, hub.ConnectionId);
        hub.Abort();
    }

    private void CutOff(string connection, SlowConnection why)
    {
        instruments.SlowConnection(why);
        LogSlow(logger, connection, why);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Connection} was too far behind ({Why}) and was cut off.")]
    private static partial void LogSlow(ILogger logger, string connection, SlowConnection why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {Connection} said nothing after its handshake and was cut off.")]
    private static partial void LogSilent(ILogger logger, string connection);
}
