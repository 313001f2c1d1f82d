using System.Collections.Concurrent;

namespace FChat.Gateway.Sockets;

/// <summary>Every WebSocket whose hub runs. An entry lives as long as that.</summary>
internal sealed partial class OpenSockets(ILogger<OpenSockets> logger)
{
    private readonly ConcurrentDictionary<SocketConnection, byte> all = new();
    private readonly Lock gate = new();
    private bool isClosing;

    /// <summary>Takes a connection in. One that comes when all are being closed is closed as well.</summary>
    public void Add(SocketConnection connection)
    {
        lock (gate)
        {
            all.TryAdd(connection, 0);
            if (isClosing)
            {
                connection.RequestClose();
            }
        }
    }

    /// <summary>Takes a connection out.</summary>
    public void Remove(SocketConnection connection) => all.TryRemove(connection, out _);

    /// <summary>Lets every connection see what time it is. One that fails at it is cut off, and costs no other anything.</summary>
    public void Beat(DateTimeOffset now)
    {
        foreach (var (connection, _) in all)
        {
            try
            {
                connection.Beat(now);
            }
            catch (Exception fault)
            {
                HeartbeatFailed(logger, connection.ConnectionId, fault);
                connection.Abort();
            }
        }
    }

    /// <summary>Asks every connection to end, those too that are still to come.</summary>
    public void CloseAll()
    {
        lock (gate)
        {
            isClosing = true;
        }

        foreach (var (connection, _) in all)
        {
            connection.RequestClose();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The heartbeat of connection {Connection} failed; the connection is cut off.")]
    private static partial void HeartbeatFailed(ILogger logger, string connection, Exception fault);
}
