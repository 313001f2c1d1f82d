using FChat.Durable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace FChat.Storage;

/// <summary>Grains whose state is not looked for, because nobody can have written it.</summary>
[Collection<OnPostgres>]
public sealed class PostgresNewGrainTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly GrainId Id = GrainId.Create(GrainType.Create("test"), "c:new");
    private PostgresDatabase _database = null!;
    private IGrainStorage _storage = null!;
    private NewGrains _newGrains = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.Create(server);
        var services = await _database.Start();
        (_storage, _newGrains) = (services.GetRequiredKeyedService<IGrainStorage>("Default"), services.GetRequiredService<NewGrains>());
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_new_grain_begins_with_nothing_and_is_read_from_then_on()
    {
        using var expected = _newGrains.Expect(Id);
        var first = await Read();

        Assert.Equal((null, false, ""), (first.ETag, first.RecordExists, first.State?.Text));
        first.State = new Note { Text = "written" };
        await _storage.WriteStateAsync("note", Id, first);
        Assert.Equal("written", (await Read()).State?.Text);
    }

    [Fact]
    public async Task Nothing_is_looked_for_and_who_was_wrongly_taken_for_new_overwrites_nothing()
    {
        await _storage.WriteStateAsync("note", Id, new GrainState<Note>(new Note { Text = "there before" }));
        using var expected = _newGrains.Expect(Id);
        var wrong = await Read();
        Assert.False(wrong.RecordExists);
        wrong.State = new Note { Text = "too much" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("note", Id, wrong));
        Assert.Equal("there before", (await Read()).State?.Text);
    }

    [Fact]
    public async Task Nobody_is_taken_for_new_once_the_making_is_over()
    {
        await _storage.WriteStateAsync("note", Id, new GrainState<Note>(new Note { Text = "made" }));
        _newGrains.Expect(Id).Dispose();

        Assert.Equal("made", (await Read()).State?.Text);
    }

    private async Task<GrainState<Note>> Read()
    {
        var note = new GrainState<Note>();
        await _storage.ReadStateAsync("note", Id, note);
        return note;
    }
}
