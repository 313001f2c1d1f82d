namespace FChat.LoadTests.Clients;

/// <summary>Sends one record of the hub protocol.</summary>
public delegate void RecordSender(ReadOnlySpan<byte> record);
