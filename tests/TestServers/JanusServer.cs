using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FChat.TestServers;

/// <summary>
/// A Janus that nobody else uses: videoroom plugin and WebSocket transport only, on loopback ports of its own, with secrets of its own.
/// It keeps its port over restarts.
/// </summary>
public sealed class JanusServer : IAsyncDisposable
{
    // Below those that the kernel gives to outgoing connections: nobody takes the port while the server is down.
    private const int FirstPort = 20_000, LastPort = 30_000, Attempts = 20, ManyPorts = 1_001;

    private readonly DirectoryInfo _directory;
    private JanusProcess? _running;

    private JanusServer(DirectoryInfo directory, int port) => (_directory, Port) = (directory, port);

    /// <summary>Where it listens for WebSockets, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where it listens for WebSockets.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{Port}"));

    /// <summary>Its <c>api_secret</c>.</summary>
    public string ApiSecret { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>The plugin's <c>admin_key</c>.</summary>
    public string AdminKey { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>What it has said so far.</summary>
    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    private string LogPath => Path.Combine(_directory.FullName, "janus.log");

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="mediaPorts">How many UDP ports it has for media.</param>
    /// <exception cref="InvalidOperationException">Janus is not installed, or does not run here.</exception>
    public static async Task<JanusServer> Start(int mediaPorts = ManyPorts)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = new JanusServer(Directory.CreateTempSubdirectory("fchat-janus-"), FreePort.Find(FirstPort, LastPort));
            JanusFiles.Write(server._directory, server.Port, server.ApiSecret, server.AdminKey, mediaPorts - 1);
            try
            {
                await server.Restart();
                return server;
            }
            catch (InvalidOperationException) when (attempt < Attempts && server.Log.Contains("Address already in use", StringComparison.OrdinalIgnoreCase))
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Kills it: all that it held is gone, and its sockets are closed.</summary>
    public Task Kill() => End();

    /// <summary>Stops it without ending it: it holds everything and, from when this returns, answers nobody.</summary>
    public void Hang() => Running.Freeze();

    /// <summary>Lets it go on.</summary>
    public void GoOn() => Running.Send(PosixSignalNumber.Continue);

    /// <summary>Starts it on the same port, with nothing of what it had, and waits until it answers; kills it first if it runs.</summary>
    public async Task Restart()
    {
        await End();
        _running = await JanusProcess.Start(_directory, Url, LogPath);
    }

    /// <summary>Ends it and deletes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await End();
        _directory.Delete(recursive: true);
    }

    private JanusProcess Running => _running ?? throw new InvalidOperationException("Janus does not run.");

    private async Task End()
    {
        if (_running is { } running)
        {
            _running = null;
            await running.DisposeAsync();
        }
    }
}
