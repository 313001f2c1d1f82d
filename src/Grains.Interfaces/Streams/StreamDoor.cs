namespace FChat.Streams;

/// <summary>Where a silo takes gateways' streams.</summary>
/// <param name="Address">An IP address.</param>
/// <param name="Port">A TCP port.</param>
/// <param name="Ticket">Whoever has it may come in: it is told to members of the cluster only. Of this start of the silo; 32 random bytes in hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("fchat.StreamDoor")]
public sealed record StreamDoor(string Address, int Port, string Ticket);
