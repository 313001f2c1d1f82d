using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FChat.Rooms;

/// <summary>Why a call is not spread over nodes.</summary>
public sealed class RemotePublisherTests(SharedJanus janus, MediaBrowser browser) : MediaScene(janus, browser)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // RFC 6386, 9.1: what every VP8 key frame begins with, after its frame tag.
    private static readonly byte[] KeyFrame = [0x9d, 0x01, 0x2a];

    [Fact]
    public async Task What_the_plugin_sends_from_node_to_node_is_not_encrypted()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var sender = NewPeer();
        var publication = await Scene.Publish(sender, new Sending { camera = new Picture(320, 180) });
        var room = (JanusRoom)Scene.Room;
        var answer = await room.Ask(
            new JsonObject
            {
                ["request"] = "publish_remotely", ["room"] = room.Number, ["publisher_id"] = ((JanusPublication)publication).Feed, ["remote_id"] = "other node",
                ["host"] = "127.0.0.1", ["port"] = ((IPEndPoint)other.Client.LocalEndPoint!).Port, ["admin_key"] = Server.AdminKey,
            },
            CancellationToken.None);
        Assert.Equal(0, answer.ErrorCode);
        await Scene.Subscribe(NewPeer(), publication, Everything); // makes the publisher send a key frame

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while ((await other.ReceiveAsync(patience.Token)).Buffer.AsSpan().IndexOf(KeyFrame) < 0)
        {
            Assert.False(patience.IsCancellationRequested);
        }
    }
}
