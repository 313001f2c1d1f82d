using System.Buffers;
using FChat.Gateway.Operations;
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
        string? invocationId = null;
        try
        {
            var reader = new MessagePackReader(frame);
            var items = reader.ReadArrayHeader();
            var type = reader.ReadInt32();
            return type switch
            {
                HubProtocolConstants.InvocationMessageType or HubProtocolConstants.StreamInvocationMessageType when items >= 5 =>
                    ReadInvocation(ref reader, invocations, ref invocationId),
                HubProtocolConstants.InvocationMessageType or HubProtocolConstants.StreamInvocationMessageType =>
                    InvocationReader.Malformed(ArgumentRefusals.NotAnObject, expectsAnswer: false).ToMessage(null),
                HubProtocolConstants.CloseMessageType => CloseMessage.Empty,
                _ => PingMessage.Instance,
            };
        }
        catch (Exception malformed) when (malformed is MessagePackSerializationException or EndOfStreamException or OverflowException or InsufficientExecutionStackException)
        {
            return InvocationReader.Malformed(ArgumentRefusals.NotAnObject, invocationId is not null).ToMessage(invocationId);
        }
    }

    private static InvocationMessage ReadInvocation(ref MessagePackReader reader, InvocationReader invocations, ref string? invocationId)
    {
        reader.Skip();
        var id = reader.ReadString();
        invocationId = id?.Length <= InvocationReader.LongestInvocationId ? id : null;
        var target = reader.ReadString();
        var count = reader.ReadArrayHeader();
        var argument = count > 0 ? MessagePackToJson.Read(ref reader) : default;
        return invocations.Read(target, argument.Span, count, invocationId is not null).ToMessage(invocationId);
    }
}
