using System.Security.Cryptography;

namespace FChat.LoadTests.Servers.Seed;

/// <summary>Names of rows, as Frappe makes them by default: ten random characters, so that new rows fall anywhere in an index.</summary>
public static class SeedNames
{
    private const int Length = 10;

    /// <summary>A new name.</summary>
    public static string Make() => RandomNumberGenerator.GetHexString(Length, lowercase: true);
}
