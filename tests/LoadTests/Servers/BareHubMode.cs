namespace FChat.LoadTests.Servers;

/// <summary>The bare SignalR hub of this project, as a process of its own under the same runtime settings as the service it is compared with.</summary>
/// <param name="runtimeConfig">Runtime settings file to take over; null: those of this driver's own build.</param>
public sealed class BareHubMode(string? runtimeConfig) : IServerMode
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-bare-hub";

    /// <inheritdoc/>
    public string Name => "bare";

    /// <inheritdoc/>
    public Loads Loads => Loads.Relaying;

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site) => [HubLaunch.Of(Command, runtimeConfig)];
}
