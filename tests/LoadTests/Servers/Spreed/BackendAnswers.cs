using System.Text.Json;

namespace FChat.LoadTests.Servers.Spreed;

/// <summary>What a Nextcloud answers to its signaling server, as far as a load needs: everybody is who they say, and may enter every room.</summary>
public static class BackendAnswers
{
    private const string Version = "1.0";

    /// <summary>What the server asks once: nothing is different from the oldest Talk.</summary>
    public static readonly object Capabilities = Wrapped(new { version = new { }, capabilities = new { spreed = new { features = Array.Empty<string>(), config = new { } } } });

    /// <summary>The answer to a request's body.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static object To(ReadOnlySpan<byte> body)
    {
        var request = JsonElement.Parse(body);
        return Wrapped(request.GetProperty("type").GetString() switch
        {
            "auth" => new { type = "auth", auth = new { version = Version, userid = User(request), user = new { } } },
            "room" => Room(request.GetProperty("room")),
            "ping" => Room(request.GetProperty("ping")),
            var other => new { type = "error", error = new { code = "unknown_type", message = other } },
        });
    }

    private static string? User(JsonElement request) => request.GetProperty("auth").GetProperty("params").GetProperty("userid").GetString();

    private static object Room(JsonElement room) => new { type = "room", room = new { version = Version, roomid = room.GetProperty("roomid").GetString(), properties = new { } } };

    // Nextcloud's answers to programs come in such an envelope (OCS).
    private static object Wrapped(object data) => new { ocs = new { meta = new { status = "ok", statuscode = 200, message = "OK" }, data } };
}
