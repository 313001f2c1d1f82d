using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using FChat.Calls;

namespace FChat.Gateway.Wire;

/// <summary>Writes a signal's argument by hand: ids need no escapes, and the payload goes through as it is. This is the busiest path of the gateway.</summary>
internal static class SignalJson
{
    private static readonly FrozenDictionary<SignalType, byte[]> Types =
        Enum.GetValues<SignalType>().ToFrozenDictionary(type => type, type => Encoding.UTF8.GetBytes(Words.Of(type)));

    private static ReadOnlySpan<byte> Call => "{\"call_session_id\":\""u8;

    private static ReadOnlySpan<byte> Epoch => "\",\"epoch\":"u8;

    private static ReadOnlySpan<byte> Seq => ",\"signal_seq\":"u8;

    private static ReadOnlySpan<byte> From => ",\"from_user\":\""u8;

    private static ReadOnlySpan<byte> Type => "\",\"signal_type\":\""u8;

    private static ReadOnlySpan<byte> Data => "\",\"signal_data\":"u8;

    /// <summary>How many bytes the argument has.</summary>
    public static int SizeOf(WebRtcSignal signal, CallStamp stamp) =>
        Call.Length + Epoch.Length + Seq.Length + From.Length + Type.Length + Data.Length + 1
        + stamp.Call.Value.Length + DigitsOf(stamp.Epoch) + DigitsOf(stamp.Seq)
        + signal.FromUser.Value.Length + Types[signal.SignalType].Length + signal.SignalData.Utf8Json.Length;

    /// <summary>Writes the argument into exactly that many bytes.</summary>
    public static void Write(WebRtcSignal signal, CallStamp stamp, Span<byte> to)
    {
        Put(Call, ref to);
        PutAscii(stamp.Call.Value, ref to);
        Put(Epoch, ref to);
        PutNumber(stamp.Epoch, ref to);
        Put(Seq, ref to);
        PutNumber(stamp.Seq, ref to);
        Put(From, ref to);
        PutAscii(signal.FromUser.Value, ref to);
        Put(Type, ref to);
        Put(Types[signal.SignalType], ref to);
        Put(Data, ref to);
        Put(signal.SignalData.Utf8Json, ref to);
        to[0] = (byte)'}';
    }

    private static void Put(ReadOnlySpan<byte> bytes, ref Span<byte> to)
    {
        bytes.CopyTo(to);
        to = to[bytes.Length..];
    }

    private static void PutAscii(string text, ref Span<byte> to) => to = to[Encoding.ASCII.GetBytes(text, to)..];

    private static void PutNumber(long number, ref Span<byte> to)
    {
        number.TryFormat(to, out var written, default, CultureInfo.InvariantCulture);
        to = to[written..];
    }

    private static int DigitsOf(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
