using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateways;

namespace FChat.Streams;

/// <summary>Signals on their way to a silo. A message of the busiest kind there is, so it is written here by hand: what Orleans' serializer took for it was a fifth of a busy silo's processor time.</summary>
internal sealed class SignalsCodec : IStreamCodec<ImmutableArray<RoutedSignal>>
{
    public void Write(ImmutableArray<RoutedSignal> content, FrameBuffer to)
    {
        to.WriteNumber((ulong)content.Length);
        foreach (var (call, signal) in content)
        {
            to.WriteText(call.Value);
            to.WriteText(signal.Actor.Value);
            to.WriteTextOrNull(signal.Id?.Value);
            to.WriteText(signal.Target.Value);
            to.WriteNumber((ulong)signal.Type);
            to.WriteBytes(signal.Payload.Utf8Json);

            // No epoch is below 0, and 0 stands for none.
            to.WriteNumber(signal.Epoch is { } epoch ? (ulong)epoch + 1 : 0);
        }
    }

    public ImmutableArray<RoutedSignal> Read(ReadOnlySpan<byte> from)
    {
        var reader = new FrameWordReader(from);
        var signals = ImmutableArray.CreateBuilder<RoutedSignal>(reader.Count());
        while (signals.Count < signals.Capacity)
        {
            signals.Add(ReadOne(ref reader));
        }

        reader.End();
        return signals.MoveToImmutable();
    }

    private static RoutedSignal ReadOne(ref FrameWordReader reader)
    {
        var call = new CallId(reader.Text());
        var actor = new UserId(reader.Text());
        var id = reader.TextOrNull() is { } text ? new CommandId(text) : (CommandId?)null;
        var target = new UserId(reader.Text());
        var type = reader.SignalType();
        var payload = new SignalPayload(reader.Bytes().ToArray());
        var epoch = reader.Number();
        return new RoutedSignal(call, new SendSignal(actor, id, target, type, payload) { Epoch = epoch == 0 ? null : (long)(epoch - 1) });
    }
}
