using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateways;
using Orleans.Serialization;

namespace FChat.Streams;

/// <summary>
/// A batch on its way to a gateway: runs of signals, written here by hand as those of <see cref="SignalsCodec"/> are, and runs of everything else, which is rare enough for Orleans' serializer.
/// </summary>
internal sealed class BatchCodec(Serializer<ImmutableArray<Envelope>> envelopes) : IStreamCodec<DeliveryBatch>
{
    private readonly SerializerCodec<ImmutableArray<Envelope>> _envelopes = new(envelopes);

    public void Write(DeliveryBatch content, FrameBuffer to)
    {
        to.WriteText(content.Link);
        to.WriteNumber((ulong)content.Number);
        to.WriteNumber(content.Lost ? 1u : 0u);
        for (var start = 0; start < content.Envelopes.Length;)
        {
            var isSignals = IsSignal(content.Envelopes[start]);
            var end = start + 1;
            while (end < content.Envelopes.Length && IsSignal(content.Envelopes[end]) == isSignals)
            {
                end++;
            }

            WriteRun(content.Envelopes[start..end], isSignals, to);
            start = end;
        }

        to.WriteNumber(0);
    }

    public DeliveryBatch Read(ReadOnlySpan<byte> from)
    {
        var reader = new FrameWordReader(from);
        var link = reader.Text();
        var number = (long)reader.Number();
        var lost = reader.Flag();
        var envelopes = ImmutableArray.CreateBuilder<Envelope>();
        for (var count = reader.Count(); count > 0; count = reader.Count())
        {
            ReadRun(count, ref reader, envelopes);
        }

        reader.End();
        return new DeliveryBatch(link, number, lost, envelopes.DrainToImmutable());
    }

    // What a relayed signal is; any other combination goes the other way.
    private static bool IsSignal(Envelope envelope) =>
        envelope is { Audience: ConnectionAudience, Content: { Event: WebRtcSignal { Stream: null }, Stamp: not null }, Unseat.IsDefaultOrEmpty: true, ClosesCall: false, Trace: null };

    private void WriteRun(ImmutableArray<Envelope> run, bool isSignals, FrameBuffer to)
    {
        to.WriteNumber((ulong)run.Length);
        to.WriteNumber(isSignals ? 1u : 0u);
        if (!isSignals)
        {
            to.WriteSized(run, _envelopes);
            return;
        }

        foreach (var envelope in run)
        {
            WriteSignal(((ConnectionAudience)envelope.Audience).Connection, envelope.Content.Stamp!, (WebRtcSignal)envelope.Content.Event, to);
        }
    }

    private void ReadRun(int count, ref FrameWordReader reader, ImmutableArray<Envelope>.Builder envelopes)
    {
        if (!reader.Flag())
        {
            var others = _envelopes.Read(reader.Sized());
            envelopes.AddRange(others.Length == count ? others : throw FrameWordReader.NotWords());
            return;
        }

        for (; count > 0; count--)
        {
            envelopes.Add(ReadSignal(ref reader));
        }
    }

    private static void WriteSignal(ConnectionId connection, CallStamp stamp, WebRtcSignal signal, FrameBuffer to)
    {
        to.WriteText(connection.Value);
        to.WriteText(stamp.Call.Value);
        to.WriteNumber((ulong)stamp.Epoch);
        to.WriteNumber((ulong)stamp.Seq);
        to.WriteText(signal.FromUser.Value);
        to.WriteNumber((ulong)signal.SignalType);
        to.WriteBytes(signal.SignalData.Utf8Json);
    }

    private static Envelope ReadSignal(ref FrameWordReader reader)
    {
        var connection = new ConnectionId(reader.Text());
        var stamp = new CallStamp(new CallId(reader.Text()), (long)reader.Number(), (long)reader.Number());
        var from = new UserId(reader.Text());
        var type = reader.SignalType();
        return Envelope.To(new ConnectionAudience(connection), new WebRtcSignal(from, type, new SignalPayload(reader.Bytes().ToArray())), stamp);
    }
}
