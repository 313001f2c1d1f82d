using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers;

/// <summary>
/// The servers of one run, all up at the same time and loaded in turns, each with a private directory that is deleted at the end.
/// A server that is not loaded costs next to nothing, and taking turns lets the machine's drift cancel.
/// </summary>
public sealed class ServerField : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fchat-load-").FullName;
    private readonly List<RunningServer> _servers = [];
    private readonly List<IBacking> _backings = [];

    private ServerField()
    {
    }

    /// <summary>In the order of the command line.</summary>
    public IReadOnlyList<RunningServer> Servers => _servers;

    /// <summary>Starts one server of each mode, with what it leans on.</summary>
    /// <param name="settings">Configuration of the service that the load asks for.</param>
    public static async Task<ServerField> StartAsync(IEnumerable<IServerMode> modes, IReadOnlyDictionary<string, string> settings, CancellationToken stop)
    {
        var field = new ServerField();
        try
        {
            foreach (var mode in modes)
            {
                var own = Directory.CreateDirectory(Path.Combine(field._directory, mode.Name)).FullName;
                var backing = await mode.StartBackingAsync(own, stop);
                field._backings.Add(backing);
                field._servers.Add(await RunningServer.StartAsync(mode, new Site(own, backing, settings), stop));
            }

            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    /// <summary>Prepares a load on all servers, one after another.</summary>
    public async Task<Prepared<T>> PrepareAsync<T>(Func<RunningServer, Faults, Task<T>> make)
        where T : IAsyncDisposable
    {
        var all = new Prepared<T>();
        try
        {
            foreach (var server in _servers)
            {
                await all.AddAsync(server, make);
            }

            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        foreach (var backing in _backings)
        {
            await backing.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
