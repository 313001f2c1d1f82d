namespace FChat.LoadTests.Clients;

/// <summary>
/// Lets this driver handle what it receives on the thread that saw the bytes come: its listeners never block, and it saves a hand-over for every message.
/// The servers are started without it.
/// </summary>
public static class InlineReceiving
{
    /// <summary>The runtime's switch.</summary>
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Must come before the first socket of the process.</summary>
    public static void TurnOn() => Environment.SetEnvironmentVariable(Variable, "1");
}
