using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace FChat.Scenes;

/// <summary>Asks a Janus itself, on a connection of its own.</summary>
internal sealed class RawJanus : IAsyncDisposable
{
    private readonly JanusLink _link;

    private RawJanus(JanusLink link) => _link = link;

    public static async Task<RawJanus> Connect(JanusServer server)
    {
        var context = Contexts.Of(new MediaOptions(), TimeProvider.System, NullLogger<JanusSfu>.Instance);
        var (link, answer) = await JanusLink.Begin(Contexts.NodeOf(server), context, CancellationToken.None);
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
}
