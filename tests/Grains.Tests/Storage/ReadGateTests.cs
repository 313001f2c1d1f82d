using FChat.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace FChat.Storage;

public sealed class ReadGateTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");
    private readonly IOptions<SqliteOptions> _options;
    private readonly ReadGate _gate;
    private readonly ManualResetEventSlim _go = new();

    public ReadGateTests()
    {
        _options = Options.Create(new SqliteOptions { Path = Path.Combine(_folder.FullName, "test.db"), Readers = 2, BusyTimeout = TimeSpan.FromSeconds(1) });
        var connections = new SqliteConnections(_options);
        connections.OpenForSchema().Dispose();
        _gate = new ReadGate(connections, _options);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _go.Set();
        _gate.Dispose();
        _go.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_reader_behind_too_many_slow_ones_gives_up_and_the_next_one_is_served()
    {
        var slow = new[] { ReadSlowly(), ReadSlowly() };
        await Assert.ThrowsAsync<TimeoutException>(() => _gate.Read(_ => 0, Cancellation));

        _go.Set();
        await Task.WhenAll(slow);

        Assert.Equal(5, await _gate.Read(_ => 5, Cancellation));
    }

    [Fact]
    public async Task A_reader_who_is_cancelled_while_it_waits_leaves_its_place()
    {
        var slow = new[] { ReadSlowly(), ReadSlowly() };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = _gate.Read(_ => 0, patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _go.Set();
        await Task.WhenAll(slow);
    }

    [Fact]
    public async Task A_reader_that_fails_gives_its_place_back()
    {
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => _gate.Read<int>(_ => throw new InvalidOperationException(), Cancellation));
        }

        Assert.Equal(5, await _gate.Read(_ => 5, Cancellation));
    }

    [Fact]
    public async Task Nothing_but_the_file_is_left_when_the_gate_is_closed()
    {
        await _gate.Read(connection => connection.ServerVersion, Cancellation);

        _gate.Dispose();

        Assert.Equal(["test.db"], _folder.GetFiles().Select(f => f.Name));
    }

    private Task<bool> ReadSlowly() => _gate.Read(_ => _go.Wait(TimeSpan.FromSeconds(30), Cancellation), Cancellation);
}
