using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FChat.Scenes;

/// <summary>Asks a Janus itself, on a connection of its own.</summary>
internal sealed class RawJanus : IAsyncDisposable
{
    private readonly JanusLink _link;

    private RawJanus(JanusLink link) => _link = link;

    public static async Task<RawJanus> Connect(JanusServer server)
    {
        var context = new JanusContext(new Fixed(new MediaOptions()), new SfuInstruments(new Meters()), TimeProvider.System, NullLogger<JanusSfu>.Instance);
        var node = new MediaNode { Name = "raw", Url = server.Url, ApiSecret = server.ApiSecret, AdminKey = server.AdminKey };
        var (link, answer) = await JanusLink.Begin(node, context, CancellationToken.None);
        Assert.True(link is not null, answer.Text);
        return new RawJanus(link);
    }

    public Task<JanusMessage> Ask(JsonObject request) => _link.Ask(request, CancellationToken.None);

    /// <summary>The rooms that Janus has.</summary>
    public async Task<IReadOnlyList<ListedRoom>> Rooms() => [.. (await Ask(VideoRoom.List())).Many("list").Select(RoomList.Read)];

    /// <summary>The room of a scene, as Janus has it.</summary>
    public async Task<ListedRoom> RoomOf(RoomScene scene) => (await Rooms()).Single(room => room.Number == ((JanusRoom)scene.Room).Number);

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private sealed class Fixed(MediaOptions options) : IOptionsMonitor<MediaOptions>
    {
        public MediaOptions CurrentValue => options;

        public MediaOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<MediaOptions, string?> listener) => null;
    }

    private sealed class Meters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
