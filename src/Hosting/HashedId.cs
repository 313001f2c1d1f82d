using System.Security.Cryptography;
using System.Text;

namespace FChat.Hosting;

/// <summary>What stands for an id where people's names do not belong.</summary>
public static class HashedId
{
    private const int Shown = 8;

    /// <summary>The first eight bytes of the HMAC-SHA-256 of an id, in hex.</summary>
    public static string Of(string key, string id) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(id)).AsSpan(0, Shown));
}
