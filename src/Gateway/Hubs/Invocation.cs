using FChat.Gateway.Operations;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace FChat.Gateway.Hubs;

/// <summary>What a client invoked, read and bounded: the one argument of the hub's one method.</summary>
internal sealed record Invocation
{
    internal Operation? Operation { get; init; }

    internal Arguments Arguments { get; init; }

    internal Refusal? Refusal { get; init; }

    internal bool ExpectsAnswer { get; init; }

    /// <summary>The message that makes SignalR call <see cref="CallHub.Operation"/>.</summary>
    internal InvocationMessage ToMessage(string? invocationId) => new(invocationId, nameof(CallHub.Operation), [this]);
}
