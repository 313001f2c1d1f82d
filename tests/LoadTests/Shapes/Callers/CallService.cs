using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>Finds how a server is spoken to.</summary>
public static class CallService
{
    /// <summary>The calls of this server.</summary>
    public static ICallService Of(RunningServer server) => server.Dialect switch
    {
        Dialect.Spreed => new SpreedCalls(new Uri(server.Backing.Connection)),
        _ => new HubCalls(),
    };
}
