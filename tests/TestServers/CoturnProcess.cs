using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FChat.TestServers;

/// <summary>One running <c>turnserver</c>.</summary>
internal sealed class CoturnProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    private CoturnProcess(Process process) => _process = process;

    /// <summary>What it has said.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>A loopback port that was free a moment ago, for UDP and TCP.</summary>
    public static IPEndPoint FreeAddress()
    {
        for (; ; )
        {
            using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var address = (IPEndPoint)udp.Client.LocalEndPoint!;
            try
            {
                using var tcp = new TcpListener(address);
                tcp.Start();
                return address;
            }
            catch (SocketException)
            {
                // Somebody has it by TCP: another one.
            }
        }
    }

    /// <summary>Starts it and waits until it answers a STUN binding request.</summary>
    public static async Task<CoturnProcess> Start(string directory, IPEndPoint address, string[] arguments)
    {
        var server = new CoturnProcess(Begin(directory, arguments));
        server._process.OutputDataReceived += (_, line) => server._log.Enqueue(line.Data ?? "");
        server._process.ErrorDataReceived += (_, line) => server._log.Enqueue(line.Data ?? "");
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            await server.Answers(address);
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
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, PosixSignalNumber.Kill);
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    private static Process Begin(string directory, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("turnserver", arguments)
            {
                WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("coturn is missing: apt-get install coturn", missing);
        }
    }

    private async Task Answers(IPEndPoint address)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var turns = new PeriodicTimer(Between, TimeProvider.System);
        using var client = new UdpClient(address.AddressFamily);
        client.Connect(address);
        while (!await Answers(client))
        {
            if (_process.HasExited || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"coturn did not get ready:\n{Log}");
            }

            await turns.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    // A binding request of RFC 8489: type 0x0001, no attributes, the magic cookie, an id. The answer has type 0x0101 and the same id.
    private static async Task<bool> Answers(UdpClient client)
    {
        byte[] request = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. RandomNumberGenerator.GetBytes(12)];
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        try
        {
            await client.SendAsync(request, patience.Token);
            var answer = (await client.ReceiveAsync(patience.Token)).Buffer;
            return answer is [1, 1, ..] && answer.AsSpan(8, 12).SequenceEqual(request.AsSpan(8));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false; // nobody listens yet
        }
    }
}
