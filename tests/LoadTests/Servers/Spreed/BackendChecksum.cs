using System.Security.Cryptography;
using System.Text;

namespace FChat.LoadTests.Servers.Spreed;

/// <summary>How a signaling server and its Nextcloud know that a request is from the other one.</summary>
public static class BackendChecksum
{
    /// <summary>Header with the random text.</summary>
    public const string RandomHeader = "Spreed-Signaling-Random";

    /// <summary>Header with the checksum.</summary>
    public const string ChecksumHeader = "Spreed-Signaling-Checksum";

    /// <summary>HMAC-SHA256 of the random text and the body by the shared secret, in small hexadecimal letters.</summary>
    public static string Of(string random, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(random));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>Whether a request bears the right checksum.</summary>
    public static bool IsRight(string? random, string? checksum, ReadOnlySpan<byte> body, string secret) =>
        random is { Length: > 0 } && checksum is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(random, body, secret)), Encoding.ASCII.GetBytes(checksum));
}
