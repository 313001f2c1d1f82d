using System.Diagnostics;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers;

/// <summary>A server that answers, with all its processes. What it leans on is not its own: it was there before and stays.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly List<ServerProcess> _processes = [];
    private readonly IServerMode _mode;

    private RunningServer(IServerMode mode, IBacking backing, IReadOnlyList<Uri> addresses) => (_mode, Backing, Addresses) = (mode, backing, addresses);

    /// <summary>The mode's name.</summary>
    public string Mode => _mode.Name;

    /// <summary>How it is spoken to.</summary>
    public Dialect Dialect => _mode.Dialect;

    /// <summary>Where clients connect; they are spread over all of them.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>What it leans on.</summary>
    public IBacking Backing { get; }

    /// <summary>All processes, for their costs.</summary>
    public MeasuredProcesses Processes => new([.. _processes.Select(one => one.Id)], Backing.ProcessIds);

    /// <summary>From the start of the first process until the last one said that it was ready.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>The last lines that its processes printed.</summary>
    public string LastOutput => string.Join(Environment.NewLine, [.. _processes.Select(process => process.LastOutput), Backing.LastOutput]);

    /// <summary>Starts a mode's processes one after another, each when the one before is ready.</summary>
    /// <exception cref="InvalidOperationException">One ended, or was not ready in 60 s; the message has its last words.</exception>
    public static async Task<RunningServer> StartAsync(IServerMode mode, Site site, CancellationToken stop)
    {
        var launches = mode.Launches(site);
        var server = new RunningServer(mode, site.Backing, [.. launches.Where(launch => launch.TakesClients).Select(launch => launch.Address)]);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            foreach (var launch in launches)
            {
                await server.StartAsync(launch, site.Directory, stop);
            }

            server.StartTime = Stopwatch.GetElapsedTime(begun);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What its database has counted so far; null if it has none that counts.</summary>
    public Task<DatabaseCounts?> CountAsync(CancellationToken stop) => _mode.CountAsync(this, stop);

    /// <summary>Resident memory of its processes once garbage is gone, in bytes.</summary>
    public Task<long> SettledMemoryAsync(CancellationToken stop) => SettledMemory.MeasureAsync(Processes.Serving, () => _mode.CollectAsync(this, stop), stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }
    }

    private async Task StartAsync(ServerLaunch launch, string directory, CancellationToken stop)
    {
        var process = launch.Program is { } program
            ? ServerProcess.Start(program, launch.Arguments, launch.Environment, directory)
            : ServerProcess.StartDotnet(launch.Arguments, launch.Environment, directory);
        _processes.Add(process);
        using var http = new HttpClient { BaseAddress = launch.Address };
        await Readiness.WaitAsync(Mode, process, limit => IsReadyAsync(http, launch.ReadyPath, limit), stop);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, string path, CancellationToken limit)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), limit);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
