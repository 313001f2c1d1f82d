using System.Text.Json;
using System.Text.Unicode;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace FChat.Gateway.Hubs;

/// <summary>
/// Takes one JSON frame of the hub protocol apart (https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md).
/// A frame that cannot be read is an operation that is refused, or nothing: it never costs the connection.
/// </summary>
internal ref struct JsonFrame(ReadOnlySpan<byte> frame)
{
    private readonly ReadOnlySpan<byte> frame = frame;
    private long type;
    private string? invocationId;
    private string? target;
    private ReadOnlySpan<byte> argument;
    private int argumentCount;

    /// <summary>The message for SignalR.</summary>
    public HubMessage Read(InvocationReader invocations)
    {
        if (!TryRead())
        {
            return InvocationReader.Malformed(InvocationIdSearch.In(frame));
        }

        return type switch
        {
            HubProtocolConstants.InvocationMessageType or HubProtocolConstants.StreamInvocationMessageType =>
                invocations.Read(target, argument, argumentCount, invocationId is not null).ToMessage(invocationId),
            HubProtocolConstants.CloseMessageType => CloseMessage.Empty,
            _ => PingMessage.Instance,
        };
    }

    private bool TryRead()
    {
        if (!Utf8.IsValid(frame))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(frame, WireJson.Reading);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!TryReadProperty(ref reader))
                {
                    return false;
                }
            }

            return type != 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryReadProperty(ref Utf8JsonReader reader)
    {
        if (reader.Is("type"u8))
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out type);
        }

        if (reader.Is("invocationId"u8))
        {
            reader.Read();
            return TextReading.TryRead(ref reader, InvocationReader.LongestInvocationId, out invocationId);
        }

        if (reader.Is("target"u8))
        {
            reader.Read();
            return TextReading.TryRead(ref reader, InvocationReader.LongestInvocationId, out target);
        }

        var isArguments = reader.Is("arguments"u8);
        reader.Read();
        if (isArguments)
        {
            return TryReadArguments(ref reader);
        }

        reader.Skip();
        return true;
    }

    private bool TryReadArguments(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (argumentCount++ == 0)
            {
                argument = frame[start..(int)reader.BytesConsumed];
            }
        }

        return true;
    }
}
