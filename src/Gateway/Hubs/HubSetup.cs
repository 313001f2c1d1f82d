using FChat.Gateway.RateLimits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Hubs;

/// <summary>Sets SignalR up from <see cref="HubDoorOptions"/> and <see cref="LimitOptions"/>.</summary>
internal sealed class HubSetup(IOptions<HubDoorOptions> door, IOptions<LimitOptions> limits) : IConfigureOptions<HubOptions>
{
    public void Configure(HubOptions options)
    {
        options.MaximumReceiveMessageSize = limits.Value.HubFrameBytes;
        options.KeepAliveInterval = door.Value.KeepAlive;
        options.ClientTimeoutInterval = door.Value.ClientTimeout;
        options.EnableDetailedErrors = false;

        // One at a time: what keeps the signals of one client in order.
        options.MaximumParallelInvocationsPerClient = 1;
    }
}
