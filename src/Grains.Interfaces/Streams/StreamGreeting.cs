using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using FChat.Gateways;

namespace FChat.Streams;

/// <summary>
/// The first words of a stream. The gateway: 4 bytes little-endian how many bytes follow, <see cref="Version"/>, a space, its ticket, a space, its id. The silo: one byte, <see cref="Welcome"/>;
/// or it closes the connection, whatever was wrong.
/// </summary>
public static class StreamGreeting
{
    /// <summary>How long both have for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Of what frames hold. To be raised with every change to a codec of this folder: ends that differ do not let each other in, and talk by the runtime.</summary>
    private const string Version = "1";

    private const int Most = 1_024;
    private const byte Welcome = 0x06;

    /// <summary>The gateway's part.</summary>
    /// <exception cref="SocketException">The connection is closed.</exception>
    /// <exception cref="InvalidDataException">It is no silo that answers.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task Say(Socket socket, string ticket, GatewayId gateway, CancellationToken cancellation)
    {
        var words = Encoding.UTF8.GetBytes($"{Version} {ticket} {gateway.Value}");
        var bytes = new byte[4 + words.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, words.Length);
        words.CopyTo(bytes, 4);
        await socket.SendAsync(bytes, cancellation);
        var answer = await Read(socket, 1, cancellation);
        if (answer is not [Welcome])
        {
            throw new InvalidDataException("The silo does not take this gateway's stream.");
        }
    }

    /// <summary>The silo's part.</summary>
    /// <returns>Who it is; null: nobody who may come in.</returns>
    /// <exception cref="SocketException">The connection is closed.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<GatewayId?> Hear(Socket socket, string ticket, CancellationToken cancellation)
    {
        if (await Read(socket, 4, cancellation) is not { } head || BinaryPrimitives.ReadInt32LittleEndian(head) is not (> 0 and <= Most and var length))
        {
            return null;
        }

        var expected = Encoding.UTF8.GetBytes($"{Version} {ticket} ");
        var words = await Read(socket, length, cancellation);
        return words?.Length > expected.Length && CryptographicOperations.FixedTimeEquals(words.AsSpan(0, expected.Length), expected)
            ? new GatewayId(Encoding.UTF8.GetString(words.AsSpan(expected.Length)))
            : null;
    }

    /// <summary>The silo lets it in.</summary>
    /// <exception cref="SocketException">The connection is closed.</exception>
    public static async Task LetIn(Socket socket, CancellationToken cancellation) => await socket.SendAsync(new byte[] { Welcome }, cancellation);

    // Null: the connection was closed before. No byte more is taken: the next ones belong to frames.
    private static async Task<byte[]?> Read(Socket socket, int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(got), cancellation);
            if (more == 0)
            {
                return null;
            }

            got += more;
        }

        return bytes;
    }
}
