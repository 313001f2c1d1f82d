using System.Net.Sockets;

namespace FChat.LoadTests.Clients;

/// <summary>
/// An open WebSocket to a hub: sends records of the JSON protocol, one per frame, and hands over those that come. Sending never queues here: a server that
/// stops reading makes the sender wait for as long as the socket allows. Any number of threads may send.
/// </summary>
public sealed class HubWire(Socket socket) : IDisposable
{
    /// <summary>Receives one record.</summary>
    public delegate void Receiver(HubRecord record);

    private readonly HubRecords _records = new();
    private readonly Lock _sending = new();
    private byte[] _outgoing = new byte[4096];

    /// <summary>Sends one record, with its separator at the end.</summary>
    /// <exception cref="SocketException">The connection is lost, or takes nothing for too long.</exception>
    /// <exception cref="ObjectDisposedException">It was cut here.</exception>
    public void Send(ReadOnlySpan<byte> record) => Send(WebSocketWire.Text, record);

    /// <summary>Hands over what comes, one record at a time and in order, until the server closes the connection.</summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">It was cut here.</exception>
    /// <exception cref="IOException">The server said that it closes.</exception>
    public async Task Receive(Receiver receiver)
    {
        HubRecords.Receiver frames = (opcode, content) => Receive(opcode, content, receiver);
        int count;
        while ((count = await socket.ReceiveAsync(_records.Free)) > 0)
        {
            _records.Advance(count, frames);
        }
    }

    /// <summary>Cuts the connection.</summary>
    public void Dispose() => socket.Dispose();

    private void Receive(byte opcode, ReadOnlySpan<byte> content, Receiver receiver)
    {
        switch (opcode)
        {
            case WebSocketWire.Text:
                receiver(HubRecord.Read(content));
                break;
            case WebSocketWire.Ping:
                Send(WebSocketWire.Pong, content);
                break;
            case WebSocketWire.Close:
                throw new IOException("the server sent a close frame");
        }
    }

    private void Send(byte opcode, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
        {
            if (_outgoing.Length < payload.Length + WebSocketWire.MaximumHeader)
            {
                _outgoing = new byte[payload.Length * 2 + WebSocketWire.MaximumHeader];
            }

            var header = WebSocketWire.WriteHeader(_outgoing, opcode, payload.Length);
            payload.CopyTo(_outgoing.AsSpan(header));
            for (var sent = 0; sent < header + payload.Length;)
            {
                sent += socket.Send(_outgoing.AsSpan(sent, header + payload.Length - sent));
            }
        }
    }
}
