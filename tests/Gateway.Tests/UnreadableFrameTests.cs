using System.Net.WebSockets;
using System.Text;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests;

/// <summary>Frames that cannot be read, from clients that wait for an answer.</summary>
public sealed class UnreadableFrameTests
{
    [Theory]
    [InlineData("{\"type\":\"one\",\"invocationId\":\"7\"}")]
    [InlineData("{\"type\":1,\"target\":5,\"arguments\":[{}],\"invocationId\":\"7\"}")]
    [InlineData("{\"type\":1,\"arguments\":{\"invocationId\":\"8\"},\"invocationId\":\"7\"}")]
    [InlineData("{\"arguments\":[{\"x\":\"\\\"invocationId\\\":\\\"8\\\",\"}],\"invocationId\" :\t\"7\",\"type\":null}")]
    [InlineData("{\"target\":\"invocationId\",\"type\":true,\"invocationId\":\"7\"}")]
    [InlineData("{\"target\":get_rooms,\"invocationId\":\"7\",\"type\":1}")]
    [InlineData("{\"type\":1,\"invocationId\":\"\\u0037\",\"arguments\":[{]}")]
    [InlineData("{\"invocationId\":\"7\",\"type\":1,\"target\":\"get_rooms\",\"arguments\":[{\"x\":\"")]
    public async Task A_frame_that_cannot_be_read_is_answered_when_it_has_an_id(string frame)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");

        await hub.SendRaw(Encoding.UTF8.GetBytes(frame + "\u001e"));

        Assert.Equal(("7", "invalid_argument"), await NextAnswer(hub));
        Assert.Null((await hub.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task A_frame_that_is_nested_too_deeply_is_answered_too()
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");

        await hub.SendRaw(Encoding.UTF8.GetBytes($"{{\"x\":{new string('[', 5_000)}{new string(']', 5_000)},\"invocationId\":\"7\",\"type\":1}}\u001e"));

        Assert.Equal(("7", "invalid_argument"), await NextAnswer(hub));
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory]
    [InlineData("{\"type\":1,\"target\":5,\"invocationId\":7}")]
    [InlineData("{\"type\":1,\"target\":5,\"invocationId\":\"\\ud800\"}")]
    [InlineData("{\"type\":1,\"target\":5,\"invocationId\"")]
    [InlineData("{\"type\":1,\"target\":5,\"invocationId\":\"7")]
    [InlineData("{\"x\":{\"invocationId\":\"7\"},\"type\":\"1\"}")]
    public async Task A_frame_whose_id_cannot_be_read_is_not_answered(string frame)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");

        await hub.SendRaw(Encoding.UTF8.GetBytes(frame + "\u001e"));
        var id = await hub.Start("get_rooms", "{}");

        Assert.Equal(id, (await hub.Next()).InvocationId);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory]
    [InlineData("96A16F80A137A9", "a type that is no number")]
    [InlineData("9501C0A137A9", "headers that are none, and an end in the middle")]
    [InlineData("940180A137A9", "too few items")]
    [InlineData("96CF800000000000000080A137", "a type beyond all bounds")]
    [InlineData("960180A137A86765745F726F6F6D91C1", "an argument that is none")]
    public async Task A_binary_frame_that_cannot_be_read_is_answered_when_it_has_an_id(string hex, string why)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice", HubEncoding.MessagePack);

        await hub.SendRaw(PackFrames.WithLength(Convert.FromHexString(hex)));

        Assert.True(("7", "invalid_argument") == await NextAnswer(hub), why);
        Assert.Null((await hub.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Text_that_is_no_utf8_is_refused_when_it_comes_in_binary_frames()
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");
        byte[] frame = [.. """{"type":1,"invocationId":"7","target":"get_room","arguments":[{"room_id":" """u8, 0xC3, 0x28, .. "\"}]}\u001e"u8];

        await hub.SendRaw(frame, WebSocketMessageType.Binary);

        Assert.Equal(("7", "invalid_argument"), await NextAnswer(hub));
        Assert.Null((await hub.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    private static async Task<(string? Id, string? Code)> NextAnswer(HubClient hub)
    {
        var frame = await hub.Next();
        return (frame.InvocationId, Reply.OfHub(frame.Json).Code);
    }
}
