using System.Buffers;
using FChat.Gateway.Wire;
using MessagePack;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace FChat.Gateway.Hubs;

/// <summary>Takes one MessagePack frame of the hub protocol apart, as <see cref="JsonFrame"/> does with JSON.</summary>
internal static class PackFrame
{
    /// <summary>The message for SignalR.</summary>
    public static HubMessage Read(ReadOnlySequence<byte> frame, InvocationReader invocations)
    {
        try
        {
            var reader = new MessagePackReader(frame);
            var items = reader.ReadArrayHeader();
            var type = reader.ReadInt32();
            return type switch
            {
                HubProtocolConstants.InvocationMessageType or HubProtocolConstants.StreamInvocationMessageType =>
                    items >= 5 ? ReadInvocation(ref reader, invocations) : InvocationReader.Malformed(FindId(frame)),
                HubProtocolConstants.CloseMessageType => CloseMessage.Empty,
                _ => PingMessage.Instance,
            };
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            return InvocationReader.Malformed(FindId(frame));
        }
    }

    private static InvocationMessage ReadInvocation(ref MessagePackReader reader, InvocationReader invocations)
    {
        reader.Skip();
        var invocationId = ReadId(ref reader);
        var target = reader.ReadString();
        var count = reader.ReadArrayHeader();
        var argument = count > 0 ? MessagePackToJson.Read(ref reader) : default;
        return invocations.Read(target, argument.Span, count, invocationId is not null).ToMessage(invocationId);
    }

    // A second look at a frame that cannot be read: what comes before the id and after it does not matter.
    private static string? FindId(ReadOnlySequence<byte> frame)
    {
        try
        {
            var reader = new MessagePackReader(frame);
            if (reader.ReadArrayHeader() < 3)
            {
                return null;
            }

            reader.Skip();
            reader.Skip();
            return ReadId(ref reader);
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            return null;
        }
    }

    private static string? ReadId(ref MessagePackReader reader) =>
        reader.ReadString() is { Length: <= InvocationReader.LongestInvocationId } id ? id : null;

    private static bool IsMalformed(Exception fault) =>
        fault is MessagePackSerializationException or EndOfStreamException or OverflowException or InsufficientExecutionStackException;
}
