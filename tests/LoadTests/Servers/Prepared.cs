using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Servers;

/// <summary>What a shape has prepared on each server before it measures: its people, connected and in their calls.</summary>
public sealed class Prepared<T> : IAsyncDisposable
    where T : IAsyncDisposable
{
    private readonly Dictionary<RunningServer, T> _made = [];
    private readonly List<Faults> _faults = [];

    /// <summary>What is prepared on this server.</summary>
    public T this[RunningServer server] => _made[server];

    /// <summary>What went wrong so far on any server.</summary>
    public IReadOnlyList<string> Faults => [.. _faults.SelectMany(faults => faults.Lines)];

    /// <summary>Prepares one more server.</summary>
    /// <exception cref="InvalidOperationException">It could not be done; the message names the server, the faults and its last words.</exception>
    public async Task AddAsync(RunningServer server, Func<RunningServer, Faults, Task<T>> make)
    {
        var faults = new Faults(server.Mode);
        _faults.Add(faults);
        try
        {
            _made[server] = await make(server, faults);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException or TimeoutException)
        {
            var lines = string.Join(Environment.NewLine, [$"{server.Mode} could not be prepared: {e.Message}", .. faults.Lines, server.LastOutput]);
            throw new InvalidOperationException(lines, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var made in _made.Values)
        {
            await made.DisposeAsync();
        }
    }
}
