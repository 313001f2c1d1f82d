using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FChat.Media.Janus;

/// <summary>Numbers of rooms and feeds. Janus' are JSON numbers, which stay whole up to 2^53.</summary>
internal static class RoomNumber
{
    private const ulong Most = (1UL << 52) - 1;

    /// <summary>The number of a call's room, 1 to 2^52 - 1: always the same, in every silo. Two calls meet with a chance of one in 10^15.</summary>
    public static long Of(SfuRoomRequest request)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{request.Call}\n{request.Generation}")));
        return Math.Max(1, (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) & Most));
    }

    /// <summary>A number that nobody can know before.</summary>
    public static long Random() => (long)(BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) & (Most - 1)) + 1;
}
