using System.Text;

namespace FChat.LoadTests.Clients;

public sealed class WholeMessagesTests
{
    private readonly List<string> _received = [];
    private readonly WholeMessages _messages = new();

    [Fact]
    public void Each_frame_is_a_message_whatever_is_in_it()
    {
        Feed([.. Frame(1, "{1}\u001e"), .. Frame(1, "{2}")]);

        Assert.Equal(["1 {1}\u001e", "1 {2}"], _received);
    }

    [Fact]
    public void A_message_over_several_frames_comes_once_and_whole_with_a_ping_in_between()
    {
        Feed([.. Frame(1, "{be", isFinal: false), .. Frame(0, "gu", isFinal: false), .. Frame(9, "ping"), .. Frame(0, "n}"), .. Frame(1, "{2}")]);

        Assert.Equal(["9 ping", "1 {begun}", "1 {2}"], _received);
    }

    [Fact]
    public void Bytes_may_come_one_by_one()
    {
        foreach (var one in Frame(1, new string('x', 300)))
        {
            Feed([one]);
        }

        Assert.Equal(["1 " + new string('x', 300)], _received);
    }

    private void Feed(byte[] bytes)
    {
        bytes.CopyTo(_messages.Free);
        _messages.Advance(bytes.Length, (opcode, content) => _received.Add($"{opcode} {Encoding.UTF8.GetString(content)}"));
    }

    private static byte[] Frame(byte opcode, string text, bool isFinal = true)
    {
        byte[] size = text.Length < 126 ? [(byte)text.Length] : [126, (byte)(text.Length >> 8), (byte)text.Length];
        return [(byte)(opcode | (isFinal ? 0x80 : 0)), .. size, .. Encoding.UTF8.GetBytes(text)];
    }
}
