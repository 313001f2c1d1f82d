using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace FChat.Hosting;

/// <summary>The text must be the IP address of one machine: in IPv4 four decimal numbers, and not the address that stands for all of a machine's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IPAddressTextAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is string text && IPAddress.TryParse(text, out var address) && IsOfOneMachine(address) && IsWrittenOut(address, text);

    private static bool IsOfOneMachine(IPAddress address) => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    // "10.5" and "010.0.0.5" are addresses too, and hardly those that were meant.
    private static bool IsWrittenOut(IPAddress address, string text) => address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text;
}
