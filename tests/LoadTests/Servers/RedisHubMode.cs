using FChat.LoadTests.Servers.Backings;
using FChat.LoadTests.Servers.Hubs;

namespace FChat.LoadTests.Servers;

/// <summary>
/// A stock SignalR hub as it is scaled out: two processes of the bare hub and a Redis between them. Users take turns in connecting to the two,
/// so that the two of a pair are never in one process.
/// </summary>
/// <param name="runtimeConfig">Runtime settings file to take over; null: those of this driver's own build.</param>
public sealed class RedisHubMode(string? runtimeConfig) : IServerMode
{
    /// <inheritdoc/>
    public string Name => "redis";

    /// <inheritdoc/>
    public Loads Loads => Loads.Relaying;

    /// <inheritdoc/>
    public async Task<IBacking> StartBackingAsync(string directory, CancellationToken stop) => await RedisServer.StartAsync(directory, stop);

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site) => [Hub(site.Backing), Hub(site.Backing)];

    private ServerLaunch Hub(IBacking redis) => HubLaunch.Of(
        BareHubMode.Command, runtimeConfig, new Dictionary<string, string> { [RedisBackplane.Variable] = redis.Connection });
}
