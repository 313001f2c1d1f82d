using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace FChat.Gateway.Tests.Doors;

/// <summary>Frames as JSON between record separators.</summary>
public sealed class JsonFrames : IFrameFormat
{
    private const byte Separator = 0x1e;

    public WebSocketMessageType MessageType => WebSocketMessageType.Text;

    public ReadOnlyMemory<byte> Invocation(string? id, string operation, string[] arguments)
    {
        var head = id is null ? "" : $"\"invocationId\":{JsonSerializer.Serialize(id)},";
        return Encoding.UTF8.GetBytes($$"""{"arguments":[{{string.Join(',', arguments)}}],{{head}}"target":{{JsonSerializer.Serialize(operation)}},"type":1}""" + (char)Separator);
    }

    public bool TryTake(ReadOnlyMemory<byte> received, ref int consumed, out HubFrame frame)
    {
        frame = null!;
        var end = received.Span[consumed..].IndexOf(Separator);
        if (end < 0)
        {
            return false;
        }

        using var document = JsonDocument.Parse(received.Slice(consumed, end));
        consumed += end + 1;
        var root = document.RootElement;
        var content = root.TryGetProperty("result", out var result) ? result : root.TryGetProperty("arguments", out var all) ? all[0] : root;
        frame = new HubFrame(root.GetProperty("type").GetInt32(), Text(root, "invocationId"), Text(root, "target"), content.GetRawText());
        return true;
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
