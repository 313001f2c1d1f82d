using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FChat.Service;

/// <summary>A TCP line to a service that can be cut: open connections break at once, and new ones find nobody until it is mended.</summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly Uri _service;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile bool _isCut;

    /// <summary>Opens a line to a service.</summary>
    public CuttableLine(Uri service)
    {
        _service = service;
        _listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>The service at this end of the line.</summary>
    public Uri Address { get; }

    /// <summary>Breaks every connection and refuses others.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var (client, _) in _open)
        {
            client.Dispose();
        }
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _isCut = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                carried.Add(CarryAsync(client));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(carried);
    }

    private async Task CarryAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        _open[near] = 0;
        try
        {
            if (_isCut)
            {
                return;
            }

            await far.ConnectAsync(_service.Host, _service.Port, _end.Token);
            Task[] ways = [PassAsync(near, far), PassAsync(far, near)];
            await Task.WhenAny(ways);
            near.Dispose();
            far.Dispose();
            await Task.WhenAll(ways);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return; // the service is not there, or the line is taken down: this end closes, as the other has
        }
        finally
        {
            _open.TryRemove(near, out _);
        }
    }

    /// <summary>Ends when either side does; what a cut interrupts ends with an exception that nobody needs.</summary>
    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, _end.Token)) > 0;)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return;
        }
    }
}
