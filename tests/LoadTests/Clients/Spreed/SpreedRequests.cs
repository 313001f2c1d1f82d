using System.Text;
using System.Text.Json;

namespace FChat.LoadTests.Clients.Spreed;

/// <summary>What clients send by the standalone signaling API 1.0.</summary>
public static class SpreedRequests
{
    /// <summary>Says who is there; the server asks the backend whether that is true.</summary>
    public static byte[] Hello(Uri backend, string user) => Bytes(new
    {
        id = "hello",
        type = "hello",
        hello = new { version = "1.0", auth = new { url = backend.ToString(), @params = new { userid = user } } },
    });

    /// <summary>Joins a room; the server asks the backend whether the user may.</summary>
    public static byte[] Join(string room, string user) => Bytes(new { id = "room", type = "room", room = new { roomid = room, sessionid = $"{user}-here" } });

    /// <summary>Tells everybody else in the room of a change.</summary>
    public static byte[] Change(bool muted) => Encoding.ASCII.GetBytes(
        """{"type":"message","message":{"recipient":{"type":"room"},"data":{"muted":""" + (muted ? "true" : "false") + "}}}");

    /// <summary>What stands before the data of a message to a session.</summary>
    public static string HeadToSession(string session) => $$$"""{"type":"message","message":{"recipient":{"type":"session","sessionid":"{{{session}}}"},"data":""";

    /// <summary>What stands behind it.</summary>
    public const string Tail = "}}";

    private static byte[] Bytes(object message) => JsonSerializer.SerializeToUtf8Bytes(message);
}
