using System.Net.Sockets;

namespace FChat.LoadTests.Clients;

/// <summary>
/// An open WebSocket: sends messages, each in one frame, and hands over those that come. Sending never queues here: a server that
/// stops reading makes the sender wait for as long as the socket allows. Any number of threads may send.
/// </summary>
/// <param name="reader">Finds messages in what comes.</param>
public sealed class SocketWire(Socket socket, IWireReader reader) : IDisposable
{
    /// <summary>Receives one message.</summary>
    public delegate void Receiver(ReadOnlySpan<byte> message);

    private readonly Lock _sending = new();
    private byte[] _outgoing = new byte[4096];

    /// <summary>Sends one message.</summary>
    /// <exception cref="SocketException">The connection is lost, or takes nothing for too long.</exception>
    /// <exception cref="ObjectDisposedException">It was cut here.</exception>
    public void Send(ReadOnlySpan<byte> message) => Send(WebSocketWire.Text, message);

    /// <summary>Hands over what comes, one message at a time and in order, until the server closes the connection.</summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">It was cut here.</exception>
    /// <exception cref="IOException">The server said that it closes.</exception>
    public async Task Receive(Receiver receiver)
    {
        ContentReceiver contents = (opcode, content) => Receive(opcode, content, receiver);
        int count;
        while ((count = await socket.ReceiveAsync(reader.Free)) > 0)
        {
            reader.Advance(count, contents);
        }
    }

    /// <summary>Hands over what comes, until the connection ends. Never fails.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> ReceiveToEnd(Receiver receiver)
    {
        try
        {
            await Receive(receiver);
            return "the server closed the connection";
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    /// <summary>Cuts the connection.</summary>
    public void Dispose() => socket.Dispose();

    private void Receive(byte opcode, ReadOnlySpan<byte> content, Receiver receiver)
    {
        switch (opcode)
        {
            case WebSocketWire.Text:
                receiver(content);
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
