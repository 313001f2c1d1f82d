using System.Diagnostics;

namespace FChat.LoadTests.Servers;

/// <summary>A server that answers, with all its processes.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(10);
    private readonly List<ServerProcess> _processes = [];

    private RunningServer(string mode, Uri address) => (Mode, Address) = (mode, address);

    /// <summary>The mode's name.</summary>
    public string Mode { get; }

    /// <summary>Where clients connect.</summary>
    public Uri Address { get; }

    /// <summary>All processes, for their costs.</summary>
    public IReadOnlyList<int> ProcessIds { get; private set; } = [];

    /// <summary>From the start of the first process until it said that it was ready.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>The last lines that its processes printed.</summary>
    public string LastOutput => string.Join(Environment.NewLine, _processes.Select(process => process.LastOutput));

    /// <summary>Starts a mode's processes one after another, each when the one before is ready. The last one's address is the clients'.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in 60 s; the message has its last words.</exception>
    public static async Task<RunningServer> StartAsync(IServerMode mode, string directory, CancellationToken stop)
    {
        var launches = mode.Launches(directory);
        var server = new RunningServer(mode.Name, launches[^1].Address);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            foreach (var launch in launches)
            {
                await server.StartAsync(launch, directory, stop);
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
        var process = ServerProcess.Start(launch, directory);
        _processes.Add(process);
        ProcessIds = [.. _processes.Select(one => one.Id)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(StartLimit);
        using var http = new HttpClient { BaseAddress = launch.Address };
        using var pause = new PeriodicTimer(AskEvery);
        while (!await IsReadyAsync(http, limit.Token))
        {
            if (process.HasExited || limit.IsCancellationRequested)
            {
                stop.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"{Mode} did not become ready. Its last words:{Environment.NewLine}{process.LastOutput}");
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken limit)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
