using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace FChat.Gateway.Hubs;

/// <summary>
/// Lets the silence of every client that has said something be noticed. SignalR closes a silent connection (<see cref="HubDoorOptions.ClientTimeout"/>)
/// only if the client has pinged before: one that joins a call and vanishes within its first seconds, without a word to the socket, would stay in it for ever.
/// So the first frame of a connection is taken for a ping as well.
/// </summary>
internal sealed class ClientWatch
{
    private static readonly object Known = new();

    // One binder for each connection; entries go with them.
    private readonly ConditionalWeakTable<IInvocationBinder, object> heard = [];

    /// <summary>Whether nothing came from the connection before. Once for each.</summary>
    public bool IsFirst(IInvocationBinder connection) => !heard.TryGetValue(connection, out _) && heard.TryAdd(connection, Known);
}
