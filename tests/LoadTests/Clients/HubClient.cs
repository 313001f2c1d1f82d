using System.Net.Sockets;
using System.Text;

namespace FChat.LoadTests.Clients;

/// <summary>
/// One user's connection to a hub, JSON protocol. A server that stops reading makes the sender wait, at most 30 s.
/// </summary>
public sealed class HubClient : IConnection
{
    /// <summary>First character of the ids of invocations whose answers go to the listener.</summary>
    public const byte LightId = (byte)'s';

    private const int SendLimitMilliseconds = 30_000;
    private readonly SocketWire _wire;
    private readonly IHubListener _listener;
    private readonly Invocations _invocations = new();
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _disposed;

    private HubClient(Socket socket, string user, IHubListener listener) => (_wire, User, _listener) = (new SocketWire(socket, new HubRecords()), user, listener);

    /// <summary>Whose connection it is.</summary>
    public string User { get; }

    /// <summary>Connects, shakes hands and begins to listen.</summary>
    public static async Task<HubClient> ConnectAsync(Uri server, string user, string token, IHubListener listener, CancellationToken stop)
    {
        var socket = await WebSocketOpening.OpenAsync(server, $"/hub?access_token={token}", stop);
        socket.SendTimeout = SendLimitMilliseconds;
        var client = new HubClient(socket, user, listener);
        _ = client.ListenAsync();
        client.Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8);
        await client._greeted.Task.WaitAsync(stop);
        return client;
    }

    /// <summary>Sends one record, with its separator at the end.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public void Send(ReadOnlySpan<byte> record)
    {
        try
        {
            _wire.Send(record);
        }
        catch (SocketException e)
        {
            throw new IOException($"{User} cannot send any more: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A server gives up a connection that was silent for 30 s.</remarks>
    public void Ping()
    {
        try
        {
            Send("{\"type\":6}\u001e"u8);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Whoever listens to this connection hears of its end there, once.
        }
    }

    /// <summary>Invokes an operation and waits for its answer, at most 30 s.</summary>
    public async Task<OperationAnswer> InvokeAsync(string operation, object argument, CancellationToken stop)
    {
        var (record, answer) = _invocations.Begin(operation, argument);
        Send(record);
        return await Patience.WaitAsync(answer, $"the answer to {operation} of {User}", stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _wire.Dispose();
    }

    private async Task ListenAsync()
    {
        var reason = await _wire.ReceiveToEnd(Receive);
        if (!_disposed)
        {
            _greeted.TrySetException(new IOException(reason));
            _invocations.FailAll(reason);
            _listener.OnLost(reason);
        }
    }

    private void Receive(ReadOnlySpan<byte> content)
    {
        var record = HubRecord.Read(content);
        switch (record.Type)
        {
            case HubRecord.Invocation:
                _listener.OnEvent(record.Target, record.Body);
                break;
            case HubRecord.Completion when record.Id[0] == LightId:
                _listener.OnLightAnswer(record.IsAccepted, record.Error.IsEmpty ? record.Body : record.Error);
                break;
            case HubRecord.Completion:
                _invocations.Complete(record);
                break;
            case HubRecord.Closing:
                throw new IOException($"the server said goodbye: {Encoding.UTF8.GetString(record.Error)}");
            case 0:
                Greet(record);
                break;
        }
    }

    private void Greet(HubRecord answer)
    {
        if (answer.Error.IsEmpty)
        {
            _greeted.TrySetResult();
        }
        else
        {
            _greeted.TrySetException(new IOException(Encoding.UTF8.GetString(answer.Error)));
        }
    }
}
