using FChat.Hosting;
using FChat.Storage.Schema;
using FChat.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace FChat.Storage;

/// <summary>Of several who want one database file, one has it. Locks of the operating system hold between two opens of one process too.</summary>
public sealed class SqliteFileLockTests : IAsyncDisposable
{
    private readonly Silos _silos = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _silos.DisposeAsync();

    [Fact]
    public async Task A_second_silo_on_the_file_is_refused_and_the_first_goes_on()
    {
        await _silos.Start(_silos.Standalone("one.db"));

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _silos.Start(_silos.Standalone("one.db")));

        Assert.Contains("one.db serves one process at a time", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StartRefusedException>(() => _silos.Start(_silos.Separate("one.db")));
    }

    [Fact]
    public async Task A_silo_starts_at_once_after_the_one_before()
    {
        await _silos.Stop(await _silos.Start(_silos.Standalone("one.db")));

        await _silos.Start(_silos.Standalone("one.db"));
    }

    [Fact]
    public async Task A_start_that_failed_for_another_reason_holds_nothing()
    {
        await File.WriteAllTextAsync(_silos.PathOf("one.db"), "This is a shopping list, and long enough to be taken for something else.", Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(() => _silos.Start(_silos.Standalone("one.db")));
        File.Delete(_silos.PathOf("one.db"));

        await _silos.Start(_silos.Standalone("one.db"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_path_to_the_file_is_the_same_file(bool isThere)
    {
        if (isThere)
        {
            await File.WriteAllTextAsync(_silos.PathOf("one.db"), "", Cancellation);
        }

        using var first = await Locked("one.db");
        File.CreateSymbolicLink(_silos.PathOf("link.db"), "one.db");
        System.IO.Directory.CreateSymbolicLink(_silos.PathOf("folder"), ".");

        await Assert.ThrowsAsync<StartRefusedException>(() => Locked("link.db"));
        await Assert.ThrowsAsync<StartRefusedException>(() => Locked(Path.Combine("folder", "one.db")));
        await Assert.ThrowsAsync<StartRefusedException>(() => Locked(Path.Combine("folder", "link.db")));
        await Assert.ThrowsAsync<StartRefusedException>(() => Locked(Path.Combine("folder", "..", "one.db")));
    }

    [Fact]
    public async Task A_lock_file_that_nobody_holds_is_no_obstacle()
    {
        (await Locked("one.db")).Dispose();
        Assert.True(File.Exists(_silos.PathOf("one.db-lock")));

        (await Locked("one.db")).Dispose();
    }

    [Fact]
    public async Task Where_no_file_is_and_none_is_to_be_made_nothing_is_left_behind()
    {
        await Assert.ThrowsAsync<SchemaException>(() => _silos.Start(_silos.Separate("one.db", ("Sqlite:MigrateAtStart", "false"))));

        Assert.False(File.Exists(_silos.PathOf("one.db-lock")));
    }

    private async Task<SqliteFileLock> Locked(string file)
    {
        var held = new SqliteFileLock(Options.Create(new SqliteOptions { Path = _silos.PathOf(file) }));
        await held.Check(Cancellation);
        return held;
    }
}
