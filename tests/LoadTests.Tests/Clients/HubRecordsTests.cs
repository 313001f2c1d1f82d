using System.Buffers.Binary;
using System.Text;

namespace FChat.LoadTests.Clients;

public sealed class HubRecordsTests
{
    private readonly List<string> _received = [];
    private readonly HubRecords _records = new();

    [Fact]
    public void Records_that_share_a_frame_come_apart()
    {
        Feed(Frame(1, "{1}\u001e{2}\u001e"));

        Assert.Equal(["1 {1}", "1 {2}"], _received);
    }

    [Fact]
    public void A_record_over_several_frames_comes_once_and_whole()
    {
        Feed([.. Frame(1, "{be", isFinal: false), .. Frame(0, "gun", isFinal: false), .. Frame(0, "}\u001e{2}\u001e")]);

        Assert.Equal(["1 {begun}", "1 {2}"], _received);
    }

    [Fact]
    public void A_control_frame_inside_a_record_does_not_break_it()
    {
        Feed([.. Frame(1, "{a", isFinal: false), .. Frame(9, "ping"), .. Frame(0, "b}\u001e")]);

        Assert.Equal(["9 ping", "1 {ab}"], _received);
    }

    [Theory]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Bytes_may_come_in_any_portions(int length)
    {
        var record = new string('x', length);
        foreach (var portion in Frame(1, record + '\u001e').Chunk(997).SelectMany(some => new[] { some[..1], some[1..] }))
        {
            Feed(portion);
        }

        Assert.Equal(["1 " + record], _received);
    }

    private void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var free = _records.Free.Span;
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            _records.Advance(count, (opcode, content) => _received.Add($"{opcode} {Encoding.UTF8.GetString(content)}"));
            bytes = bytes[count..];
        }
    }

    private static byte[] Frame(byte opcode, string text, bool isFinal = true)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        byte[] size = payload.Length switch
        {
            < 126 => [(byte)payload.Length],
            <= ushort.MaxValue => [126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [127, .. BigEndian(payload.Length)],
        };
        return [(byte)(opcode | (isFinal ? 0x80 : 0)), .. size, .. payload];
    }

    private static byte[] BigEndian(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
