using System.Threading.Channels;
using Dapper;
using FChat.Storage.Sqlite;
using FChat.Storage.Sqlite.Lane;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace FChat.Storage;

/// <summary>The lane, with writers that are held so that the next ones gather behind them.</summary>
public sealed class WriteLaneTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");
    private readonly SqliteConnections _connections;
    private readonly ManualResetEventSlim _go = new();
    private readonly WriteLane _lane;

    public WriteLaneTests()
    {
        _connections = new SqliteConnections(Options.Create(
            new SqliteOptions { Path = Path.Combine(_folder.FullName, "test.db"), BusyTimeout = TimeSpan.FromSeconds(1) }));
        using (var connection = _connections.OpenForSchema())
        {
            connection.Execute("create table line (text text not null unique)");
        }

        _lane = new WriteLane(_connections);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _go.Set();
        _lane.Dispose();
        using (var any = new SqliteConnection(_connections.ReaderString))
        {
            SqliteConnection.ClearPool(any);
        }

        _folder.Delete(recursive: true);
        _go.Dispose();
    }

    [Fact]
    public async Task Writers_that_gather_share_one_commit()
    {
        var commits = 0;
        await Do(session =>
        {
            raw.sqlite3_commit_hook(session.Connection.Handle, _ => commits++ < 0 ? 1 : 0, null);
            return 0;
        });
        commits = 0;
        var held = Hold();
        var gathered = Enumerable.Range(0, 50).Select(i => Write($"line {i}")).ToArray();
        _go.Set();
        await held;
        await Task.WhenAll(gathered);

        Assert.Equal(50, Lines().Length);
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task A_writer_that_fails_takes_nobody_along()
    {
        var held = Hold();
        var first = Write("first");
        var failing = Do(session =>
        {
            session.Connection.Execute("insert into line values ('half')");
            throw new InvalidOperationException("on purpose");
        });
        var repeated = Write("first");
        var last = Write("last");
        _go.Set();
        await Task.WhenAll(held, first, last);

        Assert.Equal("on purpose", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        await Assert.ThrowsAsync<SqliteException>(() => repeated);
        Assert.Equal(["first", "last"], Lines());
    }

    [Fact]
    public async Task Nobody_is_told_before_the_commit()
    {
        string[] seenInside = [];
        await Do(session =>
        {
            session.Connection.Execute("insert into line values ('mine')");
            seenInside = Lines();
            return 0;
        });

        Assert.Empty(seenInside);
        Assert.Equal(["mine"], Lines());
    }

    [Fact]
    public async Task A_lost_transaction_fails_everybody_in_it_and_the_next_ones_succeed()
    {
        var held = Hold();
        var first = Write("first");
        var loser = Do(session =>
        {
            session.Connection.Execute("rollback");
            throw new InvalidOperationException("the transaction is gone");
        });
        _go.Set();

        await Assert.ThrowsAsync<InvalidOperationException>(() => loser);
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await held;
        await Write("after");
        Assert.Equal(["after"], Lines());
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_opened_anew()
    {
        await Write("before");
        await Assert.ThrowsAnyAsync<Exception>(() => Do(session =>
        {
            session.Connection.Close();
            return 0;
        }));

        await Write("after");
        Assert.Equal(["after", "before"], Lines());
    }

    [Fact]
    public async Task A_database_that_comes_later_is_opened_then()
    {
        var later = new SqliteConnections(Options.Create(new SqliteOptions { Path = Path.Combine(_folder.FullName, "later.db") }));
        using var lane = new WriteLane(later);
        await Assert.ThrowsAsync<SqliteException>(() => lane.Write(_ => 0, Cancellation));

        later.OpenForSchema().Dispose();

        Assert.Equal(7, await lane.Write(_ => 7, Cancellation));
    }

    [Fact]
    public async Task A_stopped_lane_has_written_what_waited_and_takes_nothing_more()
    {
        var held = Hold();
        var waiting = Write("waited");
        _go.Set();
        _lane.Dispose();

        await Task.WhenAll(held, waiting);
        await Assert.ThrowsAsync<ChannelClosedException>(() => Write("late"));
        Assert.Equal(["waited"], Lines());
    }

    private Task<int> Hold()
    {
        var reached = new TaskCompletionSource();
        var held = Do(_ =>
        {
            reached.SetResult();
            _go.Wait(Cancellation);
            return 0;
        });
        reached.Task.Wait(Cancellation);
        return held;
    }

    private Task<int> Do(Func<LaneSession, int> write) => _lane.Write(write, Cancellation);

    private Task<int> Write(string text) => Do(session => session.Connection.Execute("insert into line values (@text)", new { text }));

    private string[] Lines()
    {
        using var connection = _connections.OpenReader();
        return [.. connection.Query<string>("select text from line order by text")];
    }
}
