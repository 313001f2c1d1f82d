using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers.Spreed;

/// <summary>
/// Debian's nextcloud-spreed-signaling: what Nextcloud Talk is signalled by, in one process, with a Nextcloud that says yes to everything. It relays between the
/// sessions of a room and keeps nothing.
/// </summary>
public sealed class SpreedMode : IServerMode
{
    /// <summary>The program, as Debian's package of the same name without the end installs it.</summary>
    public const string Program = "nextcloud-spreed-signaling-server";

    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>Whether the package is installed.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, Program)));

    /// <inheritdoc/>
    public string Name => "spreed";

    /// <inheritdoc/>
    public Loads Loads => Loads.Calls | Loads.Idle;

    /// <inheritdoc/>
    public Dialect Dialect => Dialect.Spreed;

    /// <inheritdoc/>
    public async Task<IBacking> StartBackingAsync(string directory, CancellationToken stop) => await NextcloudBackend.StartAsync(stop);

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var file = Path.Combine(site.Directory, "server.conf");
        File.WriteAllText(file, SpreedConfiguration.Of(address, (NextcloudBackend)site.Backing));
        return [new ServerLaunch(["--config", file], NoVariables, address) { Program = Program, ReadyPath = "/api/v1/welcome" }];
    }

    /// <inheritdoc/>
    public async Task CollectAsync(RunningServer server, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server.Addresses[0] };
        using var answer = await http.GetAsync(new Uri("/debug/pprof/heap?gc=1", UriKind.Relative), stop);
        answer.EnsureSuccessStatusCode();
    }
}
