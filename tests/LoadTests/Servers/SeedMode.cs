using System.Net.Http.Json;
using System.Text.Json;
using FChat.LoadTests.Servers.Backings;
using FChat.LoadTests.Servers.Seed;

namespace FChat.LoadTests.Servers;

/// <summary>The design that this service replaces, for its calls alone: the seed's tables and transactions on a MariaDB, in one process.</summary>
/// <param name="runtimeConfig">Runtime settings file to take over; null: those of this driver's own build.</param>
public sealed class SeedMode(string? runtimeConfig) : IServerMode
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-seed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <inheritdoc/>
    public string Name => "seed-mariadb";

    /// <inheritdoc/>
    public Loads Loads => Loads.Lifecycles;

    /// <inheritdoc/>
    public async Task<IBacking> StartBackingAsync(string directory, CancellationToken stop) => await MariaDbServer.StartAsync(directory, stop);

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site) =>
        [HubLaunch.Of(Command, runtimeConfig, new Dictionary<string, string> { [SeedServer.ConnectionVariable] = site.Backing.Connection })];

    /// <inheritdoc/>
    public async Task<DatabaseCounts?> CountAsync(RunningServer server, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server.Addresses[0] };
        var conflicts = await http.GetFromJsonAsync<Conflicts>(SeedServer.ConflictsPath, Json, stop);
        return await server.Backing.CountAsync(stop) is { } counts ? counts with { LockTimeouts = conflicts!.Timeouts } : null;
    }

    private sealed record Conflicts(long Timeouts);
}
