using System.Text;

namespace FChat.Gateway.Tests.Security;

/// <summary>Makes of good bytes bad ones, and bytes that were never good. The same seed makes the same.</summary>
public sealed class Mutations(int seed)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-", "0", "1e999", "-0", "99999999999999999999", "\\u0000", "\\ud800", "\\", "\u001e", "\u0000", "NaN",
            "{\"\":{}}", "[[[[[[[[", "\"type\":1", "\"arguments\":", "__proto__", "../..", "%00", "'--", "\u202e", "é", "\U0001F600",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xC1], [0xDF, 0x7F, 0xFF, 0xFF, 0xFF], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xD9, 0xFF], [0xC7, 0xFF, 0x01],
        Enumerable.Repeat((byte)'[', 300).ToArray(), Enumerable.Repeat((byte)0x91, 300).ToArray(), Enumerable.Repeat((byte)'9', 400).ToArray(),
    ];

    private readonly Random random = new(seed);

    /// <summary>One of several.</summary>
    public T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>Whether this is the one of so many.</summary>
    public bool OneIn(int many) => random.Next(many) == 0;

    /// <summary>Bytes that mean nothing, up to a length.</summary>
    public byte[] Garbage(int longest)
    {
        var bytes = new byte[random.Next(longest + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>The bytes with one to four faults.</summary>
    public byte[] Of(byte[] good)
    {
        var bytes = new List<byte>(good);
        for (var faults = random.Next(1, 5); faults > 0; faults--)
        {
            Spoil(bytes);
        }

        return [.. bytes];
    }

    private void Spoil(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(bytes.Count - at, 24) + 1);
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, Garbage(16));
                break;
            default:
                bytes.InsertRange(at, Any(Pieces));
                break;
        }
    }
}
