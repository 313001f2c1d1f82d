using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers;

/// <summary>A kind of server that can be measured: knows how to start it, and nothing else.</summary>
public interface IServerMode
{
    /// <summary>Its name on the command line and in the tables.</summary>
    string Name { get; }

    /// <summary>What it can be loaded with.</summary>
    Loads Loads { get; }

    /// <summary>How it is spoken to.</summary>
    Dialect Dialect => Dialect.Hub;

    /// <summary>Starts what its processes lean on.</summary>
    /// <param name="directory">A private directory for its files.</param>
    Task<IBacking> StartBackingAsync(string directory, CancellationToken stop) => Task.FromResult<IBacking>(new NoBacking());

    /// <summary>The processes of one server, to be started in this order.</summary>
    IReadOnlyList<ServerLaunch> Launches(Site site);

    /// <summary>What its database has counted so far; null if there is none, or none that counts.</summary>
    Task<DatabaseCounts?> CountAsync(RunningServer server, CancellationToken stop) => server.Backing.CountAsync(stop);

    /// <summary>Makes its processes collect all garbage, once.</summary>
    Task CollectAsync(RunningServer server, CancellationToken stop) => Collection.RunAsync(server.Processes.Serving, stop);
}

/// <summary>Where and with what a server is started.</summary>
/// <param name="Directory">A private, empty or formerly used, directory for its files.</param>
/// <param name="Backing">What it leans on, started before.</param>
/// <param name="Settings">Configuration of the service that the load asks for, <c>Section:Key</c> to value.</param>
public sealed record Site(string Directory, IBacking Backing, IReadOnlyDictionary<string, string> Settings);
