using System.Buffers.Text;
using System.Text;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>
/// The <c>signal_data</c> of the load: JSON of 500 to 1,500 bytes that looks like batches of ICE candidates and tells its line, its number and when it was due.
/// Everything but these three follows from the number, so the receiver can check every byte.
/// </summary>
public static class SignalContent
{
    /// <summary>No content is longer.</summary>
    public const int MaximumBytes = 1500;

    private const int MinimumBytes = 500;
    private const int Sizes = 16;
    private const int Stride = 7;
    private const int LineAt = 6;
    private const int LineDigits = 6;
    private const int NumberAt = 19;
    private const int NumberDigits = 12;
    private const int DueAt = 38;
    private const int DueDigits = 18;
    private static readonly byte[][] Templates = [.. Enumerable.Range(0, Sizes).Select(Template)];

    /// <summary>Writes the content and returns its length.</summary>
    public static int Write(Span<byte> target, int line, long number, long due)
    {
        var template = TemplateOf(number);
        template.CopyTo(target);
        Utf8Formatter.TryFormat(line, target.Slice(LineAt, LineDigits), out _, new('D', LineDigits));
        Utf8Formatter.TryFormat(number, target.Slice(NumberAt, NumberDigits), out _, new('D', NumberDigits));
        Utf8Formatter.TryFormat(due, target.Slice(DueAt, DueDigits), out _, new('D', DueDigits));
        return template.Length;
    }

    /// <summary>Reads a content. False: these are not bytes that were sent.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, out int line, out long number, out long due)
    {
        (line, number, due) = (0, 0, 0);
        return content.Length > DueAt + DueDigits
            && Utf8Parser.TryParse(content.Slice(LineAt, LineDigits), out line, out _)
            && Utf8Parser.TryParse(content.Slice(NumberAt, NumberDigits), out number, out _)
            && Utf8Parser.TryParse(content.Slice(DueAt, DueDigits), out due, out _)
            && content[(DueAt + DueDigits)..].SequenceEqual(TemplateOf(number).AsSpan(DueAt + DueDigits));
    }

    private static byte[] TemplateOf(long number) => Templates[(int)(number * Stride % Sizes)];

    private static byte[] Template(int size)
    {
        var length = MinimumBytes + (MaximumBytes - MinimumBytes) * size / (Sizes - 1);
        const string Head = """{"d":"000000","n":"000000000000","t":"000000000000000000","sdpMid":"0","sdpMLineIndex":0,"candidate":" """;
        const string Candidate = "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 192.0.2.17 rport 46154 generation 0 ufrag EsAw network-id 3 network-cost 10;";
        const string Tail = "\"}";
        var text = new StringBuilder(Head.TrimEnd());
        while (text.Length < length - Tail.Length)
        {
            text.Append(Candidate);
        }

        text.Length = length - Tail.Length;
        return Encoding.ASCII.GetBytes(text.Append(Tail).ToString());
    }
}
