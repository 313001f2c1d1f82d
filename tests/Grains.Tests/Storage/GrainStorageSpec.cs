using FChat.Durable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace FChat.Storage;

/// <summary>What every grain storage must do, whatever database it is on.</summary>
public abstract class GrainStorageSpec : IAsyncLifetime
{
    private static readonly GrainType Type = GrainType.Create("test");

    private Database _database = null!;
    private IGrainStorage _storage = null!;

    protected abstract Task<Database> Open();

    public async ValueTask InitializeAsync()
    {
        _database = await Open();
        await Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_key_that_was_never_written_reads_as_a_new_state()
    {
        var read = await Read("c:nothing");

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("", read.State?.Text);
    }

    [Fact]
    public async Task What_was_written_is_read_by_another_activation()
    {
        await Write("c:1", "hello, wörld 👋");

        var read = await Read("c:1");

        Assert.True(read.RecordExists);
        Assert.Equal("hello, wörld 👋", read.State?.Text);
    }

    [Fact]
    public async Task What_was_written_is_read_after_a_restart()
    {
        await Write("c:1", "kept");

        await Restart();

        Assert.Equal("kept", await TextOf("c:1"));
    }

    [Fact]
    public async Task One_activation_writes_again_and_again()
    {
        var note = await Write("c:1", "one");
        foreach (var text in new[] { "two", "three" })
        {
            note.State = new Note { Text = text };
            await Write("c:1", note);
        }

        Assert.Equal("three", await TextOf("c:1"));
    }

    [Fact]
    public async Task A_duplicate_activation_that_read_before_another_wrote_cannot_write()
    {
        await Write("c:1", "first");
        var duplicate = await Read("c:1");
        var owner = await Read("c:1");
        owner.State = new Note { Text = "second" };
        await Write("c:1", owner);

        duplicate.State = new Note { Text = "lost" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write("c:1", duplicate));
        Assert.Equal("second", await TextOf("c:1"));
    }

    [Fact]
    public async Task Of_many_first_writers_of_a_key_one_succeeds_and_the_others_conflict()
    {
        var attempts = Enumerable.Range(0, 16).Select(i => Attempt(() => Write("c:race", $"writer {i}"))).ToArray();
        var failures = (await Task.WhenAll(attempts)).OfType<Exception>().ToArray();

        Assert.Equal(15, failures.Length);
        Assert.All(failures, e => Assert.IsType<InconsistentStateException>(e));
    }

    [Fact]
    public async Task A_cleared_key_reads_as_a_new_state_and_can_be_written_anew()
    {
        var note = await Write("c:1", "gone");
        await _storage.ClearStateAsync("note", Id("c:1"), note);

        Assert.False((await Read("c:1")).RecordExists);
        await Write("c:1", "again");
        Assert.Equal("again", await TextOf("c:1"));
    }

    [Fact]
    public async Task Clearing_a_row_that_has_changed_since_it_was_read_conflicts_and_keeps_it()
    {
        var owner = await Write("c:1", "first");
        var duplicate = await Read("c:1");
        owner.State = new Note { Text = "second" };
        await Write("c:1", owner);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("note", Id("c:1"), duplicate));
        Assert.Equal("second", await TextOf("c:1"));
    }

    [Fact]
    public async Task Writing_a_row_that_was_cleared_since_it_was_read_conflicts_and_makes_none()
    {
        var owner = await Write("c:1", "first");
        var duplicate = await Read("c:1");
        await _storage.ClearStateAsync("note", Id("c:1"), owner);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write("c:1", duplicate));
        Assert.False((await Read("c:1")).RecordExists);
    }

    [Fact]
    public async Task Keys_that_differ_in_prefix_case_or_form_are_different_rows()
    {
        string[] keys = ["c:abc", "r:abc", "u:abc", "u:ABC", "u:0abc", "u:abc ", "c:0123456789abcdef0123456789abcdef", "u:0", "u:", "0123456789abcdef0123456789abcdef", "2a"];
        foreach (var key in keys)
        {
            await Write(key, key);
        }

        foreach (var key in keys)
        {
            Assert.Equal(key, await TextOf(key));
        }
    }

    [Fact]
    public async Task States_of_different_names_under_one_key_are_different_rows()
    {
        await Write("c:1", "note");
        var count = new GrainState<Count>(new Count { Number = 7 });
        await _storage.WriteStateAsync("count", Id("c:1"), count);

        Assert.Equal("note", await TextOf("c:1"));
    }

    [Fact]
    public async Task A_hundred_writers_of_different_keys_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Write($"c:{i}", $"text {i}")));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"text {i}", await TextOf($"c:{i}"));
        }
    }

    [Fact]
    public async Task A_conflict_of_one_writer_does_not_touch_those_who_write_at_the_same_time()
    {
        var stale = await Write("c:stale", "old");
        await Write("c:stale", await Read("c:stale"));

        var writers = Enumerable.Range(0, 20).Select(i => Write($"c:{i}", "fine")).ToArray();
        var conflict = Attempt(() => Write("c:stale", stale));
        await Task.WhenAll(writers);

        Assert.IsType<InconsistentStateException>(await conflict);
        Assert.Equal("fine", await TextOf("c:19"));
    }

    [Fact]
    public async Task A_locked_database_fails_all_writers_within_seconds_and_takes_them_again_afterwards()
    {
        using (_database.Lock())
        {
            var writers = Enumerable.Range(0, 50).Select(i => Attempt(() => Write($"c:{i}", "locked out"))).ToArray();
            var failures = await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

            Assert.All(failures, e => Assert.False(e is null or InconsistentStateException));
        }

        Assert.False((await Read("c:0")).RecordExists);
        await Write("c:0", "let in");
        Assert.Equal("let in", await TextOf("c:0"));
    }

    [Fact]
    public async Task A_writer_who_was_locked_out_can_write_with_what_it_knew()
    {
        var note = await Write("c:1", "before");
        note.State = new Note { Text = "after" };
        using (_database.Lock())
        {
            Assert.NotNull(await Attempt(() => Write("c:1", note)));
        }

        await Write("c:1", note);
        Assert.Equal("after", await TextOf("c:1"));
    }

    [Fact]
    public async Task A_full_disk_fails_writers_and_keeps_what_was_there_and_takes_them_again_with_room()
    {
        await Write("c:1", "before");
        var large = new string('x', 1_000_000);
        await _database.Fill();

        Assert.NotNull(await Attempt(() => Write("c:2", large)));
        Assert.NotNull(await Attempt(() => Write("c:2", large)));
        Assert.Equal("before", await TextOf("c:1"));

        await _database.Free();
        await Write("c:2", large);
        Assert.Equal(large, await TextOf("c:2"));
    }

    [Fact]
    public async Task Stored_state_is_readable_JSON_with_its_format()
    {
        await Write("c:1", "Grüße + <b>");

        Assert.Equal("""{"format":1,"state":{"text":"Grüße + <b>"}}""", _database.Read("c:1"));
    }

    [Theory]
    [InlineData("ışık İğdır, ΟΔΥΣΣΕΎΣ, 𝄞 \ufffd \ue000")]
    [InlineData("\0 in the middle \0, \r\n\t\u001f, \\u0000 and ␛0")]
    [InlineData("'; drop table grain_state; -- \" \\ $1 @Version")]
    public async Task A_text_of_any_characters_is_read_as_it_was_written(string text)
    {
        await Write("c:1", text);

        Assert.Equal(text, await TextOf("c:1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"text":"no format"}""")]
    [InlineData("""{"format":1}""")]
    [InlineData("""{"format":1,"state":null}""")]
    [InlineData("""{"format":1,"state":{"text":"fine"}""")]
    [InlineData("""{"format":1,"state":{"text":"fine"},"more":1}""")]
    [InlineData("""{"format":1,"state":{"text":5}}""")]
    [InlineData("""{"format":1,"state":{"text":"torn""")]
    [InlineData("""{"format":2,"state":{"text":"from a newer program"}}""")]
    public async Task A_row_that_is_damaged_or_of_a_newer_program_is_refused_by_name_and_stays(string text)
    {
        await Write("c:1", "fine");
        _database.Overwrite("c:1", text);

        await Assert.ThrowsAsync<UnreadableStateException>(() => Read("c:1"));
        Assert.Equal(text, _database.Read("c:1"));
    }

    private async Task Restart() => _storage = (await _database.Start()).GetRequiredKeyedService<IGrainStorage>("Default");

    private static GrainId Id(string key) => GrainId.Create(Type, key);

    private static async Task<Exception?> Attempt(Func<Task> act) => await Record.ExceptionAsync(act);

    private async Task<GrainState<Note>> Read(string key)
    {
        var note = new GrainState<Note>();
        await _storage.ReadStateAsync("note", Id(key), note);
        return note;
    }

    private async Task<string?> TextOf(string key) => (await Read(key)).State?.Text;

    private Task<GrainState<Note>> Write(string key, string text) => Write(key, new GrainState<Note>(new Note { Text = text }));

    private async Task<GrainState<Note>> Write(string key, GrainState<Note> note)
    {
        await _storage.WriteStateAsync("note", Id(key), note);
        return note;
    }
}
