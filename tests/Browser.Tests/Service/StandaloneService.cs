using System.Globalization;

namespace FChat.Service;

/// <summary>
/// The whole service as a real process with a port and a directory of its own. It may be killed and started again on
/// both; it is stopped and its directory deleted in the end.
/// </summary>
public sealed class StandaloneService : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly string _directory = Directory.CreateTempSubdirectory("fchat-browser-").FullName;
    private readonly Dictionary<string, string> _settings;
    private readonly ServiceLog _log = new();
    private ServiceProcess? _process;

    private StandaloneService(IReadOnlyDictionary<string, string> settings)
    {
        Address = new Uri($"http://localhost:{FreePort.Find()}");
        _settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["Logging__LogLevel__Default"] = "Warning",
            ["Sqlite__Path"] = Path.Combine(_directory, "fchat.db"),
            ["Silo__SiloPort"] = "0",
            ["Silo__ClientPort"] = "0",
        };
        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }
    }

    /// <summary>Where the page is; the same after a new start.</summary>
    public Uri Address { get; }

    /// <summary>What all its processes have said so far.</summary>
    internal ServiceLog Log => _log;

    /// <summary>Starts a service and waits until it is ready.</summary>
    /// <param name="settings">Environment variables beside those that give it its own place, such as <c>Calls__RingTime</c>.</param>
    public static async Task<StandaloneService> StartAsync(params (string Name, string Value)[] settings)
    {
        var service = new StandaloneService(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        try
        {
            await service.StartAgainAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process on the same port and database and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process = ServiceProcess.Start(Paths.Standalone, _directory, _settings, _log);
        using var http = new HttpClient { BaseAddress = Address };
        await Until.AnswerAsync(() => IsReadyAsync(http), ready => ready, StartLimit);
    }

    /// <summary>Ends the process as a power failure would: SIGKILL, nothing is said or saved.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.KillAsync();
        }
    }

    /// <summary>The HTTP door, as the user.</summary>
    public Task<HttpDoor> OpenDoorAsync(string user, string? name = null) => HttpDoor.OpenAsync(Address, user, name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.StopAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        if (_process is not { HasExited: false })
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The service ended at its start:\n{_log.Tail(60)}"));
        }

        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // nobody listens yet
        }
    }
}
