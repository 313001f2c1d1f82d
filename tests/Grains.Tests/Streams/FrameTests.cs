using System.Buffers.Binary;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace FChat.Streams;

public sealed class FrameTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly FrameBuffer _written = new();
    private readonly FrameReader _reader = new();

    private SerializerCodec<string> Text => new(_services.GetRequiredService<Serializer<string>>());

    public void Dispose() => _services.Dispose();

    [Theory, InlineData(1), InlineData(7), InlineData(1_000_000)]
    public void Frames_are_found_however_they_are_cut(int piece)
    {
        string[] texts = ["a", "", new string('b', 200_000), "c"];
        foreach (var (text, id) in texts.Select((text, id) => (text, id)))
        {
            Assert.True(_written.TryAdd(FrameKind.Question, id, text, Text));
        }

        _written.Add(FrameKind.Failure, -1);
        var read = Read(_written.Written, piece);

        Assert.Equal(texts.Index().Select(entry => (FrameKind.Question, entry.Index, entry.Item)).Append((FrameKind.Failure, -1, "")), read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(FrameBuffer.Most + 1)]
    public void A_length_that_no_frame_has_is_refused_before_anything_more_is_taken(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);

        Assert.Throws<InvalidDataException>(() => Read(bytes, 4));
    }

    [Fact]
    public void A_kind_that_there_is_not_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Read(new byte[] { 5, 0, 0, 0, 9, 0, 0, 0, 0 }, 9));

    [Fact]
    public void A_content_that_is_too_large_is_not_added_and_what_was_there_stays()
    {
        Assert.True(_written.TryAdd(FrameKind.Answer, 1, "small", Text));
        Assert.False(_written.TryAdd(FrameKind.Answer, 2, new string('x', FrameBuffer.Most), Text));
        Assert.True(_written.TryAdd(FrameKind.Answer, 3, "last", Text));

        Assert.Equal([(FrameKind.Answer, 1, "small"), (FrameKind.Answer, 3, "last")], Read(_written.Written, 1_000));
    }

    [Fact]
    public void Memory_that_a_large_frame_took_is_given_back()
    {
        _written.TryAdd(FrameKind.Answer, 1, new string('x', 4_000_000), Text);
        Read(_written.Written, 1_000_000);
        _written.Clear();

        Assert.InRange(_written.GetMemory().Length, 1, 256 * 1_024);
        Assert.InRange(_reader.Space().Length, 1, 64 * 1_024);
    }

    private List<(FrameKind, int, string)> Read(ReadOnlyMemory<byte> bytes, int piece)
    {
        var read = new List<(FrameKind, int, string)>();
        while (!bytes.IsEmpty)
        {
            var space = _reader.Space();
            var count = Math.Min(Math.Min(piece, bytes.Length), space.Length);
            bytes[..count].CopyTo(space);
            bytes = bytes[count..];
            _reader.Filled(count);
            while (_reader.TryRead(out var frame))
            {
                read.Add((frame.Kind, frame.Id, frame.Content.IsEmpty ? "" : Text.Read(frame.Content.Span)!));
            }
        }

        return read;
    }
}
