namespace FChat.Gateway.Tests.Doors;

/// <summary>One message of the hub protocol.</summary>
/// <param name="Json">Of a completion its result, of an invocation its one argument, as JSON text.</param>
public sealed record HubFrame(int Type, string? InvocationId, string? Target, string Json)
{
    public const int Invocation = 1;
    public const int Completion = 3;
    public const int Ping = 6;
    public const int Close = 7;
}

/// <summary>How frames are written and read.</summary>
public interface IFrameFormat
{
    System.Net.WebSockets.WebSocketMessageType MessageType { get; }

    ReadOnlyMemory<byte> Invocation(string? id, string operation, string[] arguments);

    bool TryTake(ReadOnlyMemory<byte> received, ref int consumed, out HubFrame frame);
}
