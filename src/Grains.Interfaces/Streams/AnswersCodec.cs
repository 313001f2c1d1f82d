using System.Collections.Immutable;
using FChat.Calls;
using Orleans.Serialization;

namespace FChat.Streams;

/// <summary>What became of signals. Nearly all of them were relayed: a byte for each says so, and only a refusal has more.</summary>
internal sealed class AnswersCodec(Serializer<Refusal> refusals) : IStreamCodec<ImmutableArray<SignalAnswer>>
{
    private const ulong NotHere = 0;
    private const ulong Relayed = 1;
    private const ulong Refused = 2;
    private readonly SerializerCodec<Refusal> _refusals = new(refusals);

    public void Write(ImmutableArray<SignalAnswer> content, FrameBuffer to)
    {
        to.WriteNumber((ulong)content.Length);
        foreach (var answer in content)
        {
            to.WriteNumber(answer switch { { IsHere: false } => NotHere, { Refusal: null } => Relayed, _ => Refused });
            if (answer is { IsHere: true, Refusal: { } refusal })
            {
                to.WriteSized(refusal, _refusals);
            }
        }
    }

    public ImmutableArray<SignalAnswer> Read(ReadOnlySpan<byte> from)
    {
        var reader = new FrameWordReader(from);
        var answers = ImmutableArray.CreateBuilder<SignalAnswer>(reader.Count());
        while (answers.Count < answers.Capacity)
        {
            answers.Add(reader.Number() switch
            {
                NotHere => SignalAnswer.NotHere,
                Relayed => SignalAnswer.Of(null),
                Refused => SignalAnswer.Of(_refusals.Read(reader.Sized())),
                _ => throw FrameWordReader.NotWords(),
            });
        }

        reader.End();
        return answers.MoveToImmutable();
    }
}
