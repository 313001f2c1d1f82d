using System.Buffers;
using System.Text.Json;
using FChat.Gateway.Delivery;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Hubs;

/// <summary>
/// SignalR's JSON protocol with three changes: every invocation goes to <see cref="CallHub.Operation"/>, read and bounded; events and answers are written
/// as the bytes that they are; and who waits for an answer to be written is told.
/// </summary>
internal sealed class JsonOperationProtocol(IOptions<LimitOptions> limits) : IHubProtocol
{
    private const byte RecordSeparator = 0x1e;
    private readonly JsonHubProtocol plain = new();
    private readonly InvocationReader invocations = new(limits.Value);

    public string Name => plain.Name;

    public int Version => plain.Version;

    public TransferFormat TransferFormat => plain.TransferFormat;

    public bool IsVersionSupported(int version) => plain.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, out HubMessage message)
    {
        if (input.PositionOf(RecordSeparator) is not { } end)
        {
            message = null!;
            return false;
        }

        var frame = input.Slice(0, end);
        message = new JsonFrame(frame.IsSingleSegment ? frame.FirstSpan : frame.ToArray()).Read(invocations);
        input = input.Slice(input.GetPosition(1, end));
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case EventMessage told:
                output.Write(told.JsonFrame);
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
        output.Write("{\"type\":3,\"invocationId\":\""u8);
        output.Write(JsonEncodedText.Encode(invocationId, WireJson.Writing.Encoder).EncodedUtf8Bytes);
        output.Write("\",\"result\":"u8);
        answer.Write(output);
        output.Write([(byte)'}', RecordSeparator]);
    }
}
