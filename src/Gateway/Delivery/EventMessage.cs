using System.Buffers;
using FChat.Gateway.Wire;
using MessagePack;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace FChat.Gateway.Delivery;

/// <summary>An event as it goes to connections: made once, written to each as the bytes that it is.</summary>
internal sealed class EventMessage : InvocationMessage
{
    private const byte RecordSeparator = 0x1e;
    private readonly byte[] jsonFrame;
    private byte[]? packFrame;

    private EventMessage(string name, byte[] jsonFrame, Range argument) : base(name, [])
    {
        this.jsonFrame = jsonFrame;
        Argument = jsonFrame.AsMemory(argument);
    }

    /// <summary>The argument's JSON text.</summary>
    public ReadOnlyMemory<byte> Argument { get; }

    /// <summary>The hub protocol's whole message in JSON.</summary>
    public ReadOnlySpan<byte> JsonFrame => jsonFrame;

    /// <summary>How many bytes it counts for in a queue.</summary>
    public int Size => jsonFrame.Length;

    /// <summary>The hub protocol's message in MessagePack, without its length prefix. Two connections may make it at once; both make the same.</summary>
    public ReadOnlySpan<byte> PackFrame => packFrame ??= Pack();

    /// <summary>Makes the message of an event.</summary>
    public static EventMessage Of(StampedEvent content)
    {
        var name = EventNames.Of(content.Event);
        return content is { Event: WebRtcSignal { Stream: null } signal, Stamp: { } stamp }
            ? Frame(name, SignalJson.SizeOf(signal, stamp), (signal, stamp), static (state, span) => SignalJson.Write(state.signal, state.stamp, span))
            : Of(name, EventJson.Write(content));
    }

    private static EventMessage Of(EventName name, byte[] argument) =>
        Frame(name, argument.Length, argument, static (bytes, span) => bytes.CopyTo(span));

    private static EventMessage Frame<T>(EventName name, int size, T state, SpanAction<T> write)
    {
        var start = name.JsonPrefix.Length;
        var frame = new byte[start + size + 3];
        name.JsonPrefix.CopyTo(frame, 0);
        write(state, frame.AsSpan(start, size));
        frame[^3] = (byte)']';
        frame[^2] = (byte)'}';
        frame[^1] = RecordSeparator;
        return new EventMessage(name.Word, frame, start..(start + size));
    }

    // https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md: [1, headers, no id, target, [argument], no streams]
    private byte[] Pack()
    {
        var buffer = new ArrayBufferWriter<byte>(jsonFrame.Length);
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(6);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.WriteNil();
        writer.Write(Target);
        writer.WriteArrayHeader(1);
        JsonToMessagePack.Write(ref writer, Argument);
        writer.WriteArrayHeader(0);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private delegate void SpanAction<in T>(T state, Span<byte> span);
}
