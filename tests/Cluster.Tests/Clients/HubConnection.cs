using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FChat.LoadTests.Clients;

namespace FChat.Cluster.Tests.Clients;

/// <summary>One connection to the hub. Answers and events are handed over on the receiving thread, in the order in which they came on the wire.</summary>
internal sealed class HubConnection : IDisposable
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(5);
    private readonly SocketWire _wire;
    private readonly Action<HubConnection, string, JsonElement> _hear;
    private readonly ConcurrentDictionary<long, Action<HubReply>> _waiting = new();
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastId;

    private HubConnection(Socket socket, Action<HubConnection, string, JsonElement> hear) => (_wire, _hear) = (new SocketWire(socket, new HubRecords()), hear);

    /// <summary>Ends when the connection has ended, and everybody who waited has been told. Fails if a listener failed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Held by whoever writes down that something is sent, and sends it: so that the record is in the order of the wire.</summary>
    public Lock Order { get; } = new();

    /// <summary>Connects, shakes hands and begins to listen.</summary>
    /// <exception cref="IOException">The server refused, or went away.</exception>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<HubConnection> Open(Uri server, string token, Action<HubConnection, string, JsonElement> hear, CancellationToken stop)
    {
        var socket = await WebSocketOpening.OpenAsync(server, $"/hub?access_token={token}", stop);
        socket.SendTimeout = (int)SendLimit.TotalMilliseconds;
        var connection = new HubConnection(socket, hear);
        _ = connection.Listen();
        try
        {
            connection._wire.Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8);
            await connection._greeted.Task.WaitAsync(stop);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Invokes an operation. The answer comes exactly once: as <see cref="HubReply.Lost"/> if the connection ends first.</summary>
    public void Invoke(string operation, string argument, Action<HubReply> answered)
    {
        var id = Interlocked.Increment(ref _lastId);
        _waiting[id] = answered;
        var record = string.Create(CultureInfo.InvariantCulture, $$"""{"arguments":[{{argument}}],"invocationId":"{{id}}","target":"{{operation}}","type":1}""");
        TrySend(Encoding.UTF8.GetBytes(record + (char)HubRecords.Separator));
        if (_ended.Task.IsCompleted)
        {
            Answer(id, HubReply.Lost);
        }
    }

    /// <summary>Tells the server that this side lives. A server gives up a connection that was silent for 30 s.</summary>
    public void Ping() => TrySend("{\"type\":6}\u001e"u8);

    /// <summary>Cuts the connection; <see cref="Ended"/> follows.</summary>
    public void Dispose() => _wire.Dispose();

    private void TrySend(ReadOnlySpan<byte> record)
    {
        try
        {
            _wire.Send(record);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _wire.Dispose(); // the listening side tells everybody
        }
    }

    private async Task Listen()
    {
        Exception? defect = null;
        try
        {
            await _wire.Receive(message => Receive(HubRecord.Read(message)));
        }
        catch (Exception e)
        {
            defect = e is SocketException or ObjectDisposedException or IOException ? null : e;
        }

        End(defect);
    }

    private void End(Exception? defect)
    {
        _wire.Dispose();
        _greeted.TrySetException(defect ?? new IOException("The connection ended before the handshake."));
        _ = _greeted.Task.Exception; // whoever opened it has been told, or does not need to be
        var ended = defect is null ? _ended.TrySetResult() : _ended.TrySetException(defect);
        foreach (var id in _waiting.Keys)
        {
            Answer(id, HubReply.Lost);
        }
    }

    private void Answer(long id, HubReply reply)
    {
        if (_waiting.TryRemove(id, out var answered))
        {
            answered(reply);
        }
    }

    private void Receive(HubRecord record)
    {
        switch (record.Type)
        {
            case HubRecord.Invocation:
                _hear(this, Encoding.UTF8.GetString(record.Target), JsonElement.Parse(record.Body));
                break;
            case HubRecord.Completion when Utf8Parser.TryParse(record.Id, out long id, out _):
                Answer(id, HubReply.Of(record.Body));
                break;
            case HubRecord.Closing:
                throw new IOException("The server said goodbye.");
            case 0:
                _greeted.TrySetResult();
                break;
        }
    }
}
