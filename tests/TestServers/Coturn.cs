using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace FChat.TestServers;

/// <summary>A TURN server on loopback that nobody else uses: coturn, with credentials by a shared secret (<c>use-auth-secret</c>).</summary>
public sealed class Coturn : IAsyncDisposable
{
    // Outside of the ports that the system gives to outgoing connections.
    private const int FirstRelay = 20_000;
    private const int LastRelay = 32_000;
    private const int Relays = 100;

    private readonly string _directory;
    private readonly CoturnProcess _process;

    private Coturn(CoturnProcess process, string directory, IPEndPoint address, string secret) =>
        (_process, _directory, Address, Secret) = (process, directory, address, secret);

    /// <summary>Where it listens, by UDP and TCP.</summary>
    public IPEndPoint Address { get; }

    /// <summary>As an ICE server names it.</summary>
    public string Url => $"turn:{Address}";

    /// <summary>What it shares with whoever makes credentials.</summary>
    public string Secret { get; }

    /// <summary>What it has said so far.</summary>
    public string Log => _process.Log;

    /// <summary>Starts one and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not get ready; the message says what it said.</exception>
    public static async Task<Coturn> Start()
    {
        var directory = Directory.CreateTempSubdirectory("fchat-coturn-").FullName;
        var address = CoturnProcess.FreeAddress();
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        try
        {
            return new Coturn(await CoturnProcess.Start(directory, address, [.. Arguments(directory, address, secret)]), directory, address, secret);
        }
        catch
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static IEnumerable<string> Arguments(string directory, IPEndPoint address, string secret)
    {
        var relay = RandomNumberGenerator.GetInt32(FirstRelay, LastRelay);
        return
        [
            "-n", "--no-tls", "--no-dtls", "--no-cli", "--fingerprint", "--simple-log", "--log-file=stdout",
            $"--pidfile={Path.Combine(directory, "pid")}",
            $"--userdb={Path.Combine(directory, "users")}",
            $"--listening-ip={address.Address}", $"--relay-ip={address.Address}", "--allow-loopback-peers",
            string.Create(CultureInfo.InvariantCulture, $"--listening-port={address.Port}"),
            string.Create(CultureInfo.InvariantCulture, $"--min-port={relay}"),
            string.Create(CultureInfo.InvariantCulture, $"--max-port={relay + Relays - 1}"),
            "--use-auth-secret", $"--static-auth-secret={secret}", "--realm=fchat.test",
        ];
    }
}
