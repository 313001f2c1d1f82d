namespace FChat.Hosting;

/// <summary>A silo was not to start as it was set up. The message is for the operator: what is wrong, and what to do.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
