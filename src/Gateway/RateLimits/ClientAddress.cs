using System.Net;
using System.Net.Sockets;

namespace FChat.Gateway.RateLimits;

/// <summary>Where a request comes from, as far as it is counted: an IPv4 address, or an IPv6 network of 64 bits, which is what one subscriber has (RFC 6177).</summary>
internal readonly record struct ClientAddress(UInt128 Bits)
{
    private const int SubscriberBytes = 8;

    /// <summary>The address of the socket, or what a trusted proxy said.</summary>
    public static ClientAddress Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    internal static ClientAddress Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address is not null)
        {
            address.MapToIPv6().TryWriteBytes(bytes, out _);
        }

        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            bytes[SubscriberBytes..].Clear();
        }

        return new ClientAddress(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
