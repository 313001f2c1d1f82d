using System.Buffers;
using FChat.Gateway.Delivery;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Wire;
using MessagePack;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Hubs;

/// <summary>SignalR's MessagePack protocol with the changes of <see cref="JsonOperationProtocol"/>. Values are turned into JSON and back: one contract.</summary>
internal sealed class MessagePackOperationProtocol(IOptions<LimitOptions> limits) : IHubProtocol
{
    private const int ResultKindNonVoid = 3;
    private readonly MessagePackHubProtocol plain = new();
    private readonly InvocationReader invocations = new(limits.Value);

    public string Name => plain.Name;

    public int Version => plain.Version;

    public TransferFormat TransferFormat => plain.TransferFormat;

    public bool IsVersionSupported(int version) => plain.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, out HubMessage message)
    {
        var rest = input;
        if (!LengthPrefix.TryTake(ref rest, out var frame))
        {
            message = null!;
            return false;
        }

        input = rest;
        message = PackFrame.Read(frame, invocations);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case EventMessage told:
                LengthPrefix.Write(told.PackFrame, output);
                break;
            case CompletionMessage { Result: HubAnswer answer } completion:
                WriteAnswer(completion.InvocationId!, answer, output);
                answer.Answer.AfterWritten?.Invoke();
                break;
            default:
                plain.WriteMessage(message, output);
                break;
        }
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteMessage(message, buffer);
        return buffer.WrittenMemory;
    }

    private static void WriteAnswer(string invocationId, HubAnswer answer, IBufferWriter<byte> output)
    {
        var json = new ArrayBufferWriter<byte>();
        answer.Write(json);
        var frame = new ArrayBufferWriter<byte>(json.WrittenCount);
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(5);
        writer.Write(HubProtocolConstants.CompletionMessageType);
        writer.WriteMapHeader(0);
        writer.Write(invocationId);
        writer.Write(ResultKindNonVoid);
        JsonToMessagePack.Write(ref writer, json.WrittenMemory);
        writer.Flush();
        LengthPrefix.Write(frame.WrittenSpan, output);
    }
}
