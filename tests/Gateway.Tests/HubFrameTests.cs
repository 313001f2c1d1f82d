using System.Net.WebSockets;
using System.Text;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests;

/// <summary>What clients send wrong to the hub: refused or ignored, never the end of the connection, never a log line at error level.</summary>
public sealed class HubFrameTests
{
    [Theory]
    [InlineData("no_such_operation", "{}")]
    [InlineData("Operation", "{}")]
    [InlineData("OnConnectedAsync", "{}")]
    [InlineData("", "{}")]
    [InlineData("GET_ROOMS", "{}")]
    [InlineData("get_rooms", "[]")]
    [InlineData("get_rooms", "\"text\"")]
    [InlineData("get_rooms", "7")]
    [InlineData("get_rooms", "null")]
    [InlineData("get_rooms", "{},{}")]
    [InlineData("get_room", "")]
    public async Task An_invocation_that_is_none_of_the_protocol_is_refused_as_invalid(string operation, string arguments)
    {
        await using var gateway = await TestGateway.Start();
        foreach (var encoding in Enum.GetValues<HubEncoding>())
        {
            await using var hub = await gateway.Connect("alice", encoding);

            var reply = await hub.Invoke(operation, arguments.Length == 0 ? [] : arguments == "{},{}" ? ["{}", "{}"] : [arguments]);

            Assert.Equal("invalid_argument", reply.Code);
            Assert.Null((await hub.Invoke("get_rooms", "{}")).Error);
        }

        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task An_operation_without_required_fields_may_be_invoked_without_an_argument()
    {
        await using var gateway = await TestGateway.Start();
        foreach (var encoding in Enum.GetValues<HubEncoding>())
        {
            await using var hub = await gateway.Connect("alice", encoding);

            Assert.Null((await hub.Invoke("get_rooms")).Error);
        }
    }

    [Theory]
    [InlineData("{\"type\":1,\"target\":")]
    [InlineData("not json at all")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"1\"}")]
    [InlineData("{\"type\":99}")]
    [InlineData("{\"type\":1}")]
    [InlineData("{\"type\":1,\"target\":\"get_rooms\",\"arguments\":{}}")]
    [InlineData("{\"type\":1,\"target\":17,\"arguments\":[{}]}")]
    [InlineData("{\"type\":1,\"invocationId\":5,\"target\":\"get_rooms\",\"arguments\":[{}]}")]
    [InlineData("{\"type\":2,\"invocationId\":\"9\",\"item\":{}}")]
    [InlineData("{\"type\":3,\"invocationId\":\"9\",\"result\":{}}")]
    [InlineData("{\"type\":5,\"invocationId\":\"9\"}")]
    [InlineData("{\"type\":1,\"target\":\"get_rooms\",\"arguments\":[{}],\"streamIds\":[\"1\"]}")]
    [InlineData("{\"type\":8,\"sequenceId\":5}")]
    [InlineData("{\"\\ud800\":1,\"type\":6}")]
    [InlineData("{\"type\":1,\"target\":\"get_rooms\",\"arguments\":[{\"\\udc00\":1}]}")]
    [InlineData("{\"type\":1,\"target\":\"update_user_status\",\"arguments\":[{\"status\":\"\\ud800\"}]}")]
    public async Task A_frame_that_cannot_be_read_costs_nothing(string frame)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");

        await hub.SendRaw(Encoding.UTF8.GetBytes(frame + "\u001e"));

        Assert.Null((await hub.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory]
    [InlineData("91")]
    [InlineData("C0")]
    [InlineData("9601800000C1")]
    [InlineData("96018001A9")]
    [InlineData("9501C0C0C0C0")]
    [InlineData("DDFFFFFFFF01")]
    public async Task A_binary_frame_that_cannot_be_read_costs_nothing(string hex)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice", HubEncoding.MessagePack);

        await hub.SendRaw(PackFrames.WithLength(Convert.FromHexString(hex)));

        Assert.Null((await hub.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task A_value_that_json_cannot_say_is_refused_in_messagepack()
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice", HubEncoding.MessagePack);
        byte[] notANumber = [0xCA, 0x7F, 0xC0, 0, 0], binary = [0xC4, 1, 7];
        foreach (var value in new[] { notANumber, binary })
        {
            await hub.SendRaw(PackFrames.WithLength([0x96, 1, 0x80, 0xA1, (byte)'7', 0xA9, .. "get_rooms"u8, 0x91, 0x81, 0xA1, (byte)'x', .. value, 0x90]));

            Assert.Equal("invalid_argument", Reply.OfHub((await hub.Next()).Json).Code);
        }
    }

    [Fact]
    public async Task Text_that_is_no_utf8_in_a_text_frame_ends_that_connection_alone()
    {
        await using var gateway = await TestGateway.Start();
        await using var other = await gateway.Connect("bob");
        await using var hub = await gateway.Connect("alice");

        await hub.SendRaw(new byte[] { 0xC3, 0x28, 0x1e }, WebSocketMessageType.Text);

        await hub.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Null((await other.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task A_frame_of_200_KiB_ends_that_connection_alone(HubEncoding encoding)
    {
        await using var gateway = await TestGateway.Start();
        await using var other = await gateway.Connect("bob");
        await using var hub = await gateway.Connect("alice", encoding);

        await hub.Start("send_message", $$"""{"room_id":"r-1","content":"{{new string('x', 200 * 1024)}}"}""");

        await hub.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Null((await other.Invoke("get_rooms", "{}")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task A_client_that_dies_in_the_middle_of_a_frame_is_no_error()
    {
        await using var gateway = await TestGateway.Start();
        await using (var hub = await gateway.Connect("alice"))
        {
            await hub.SendRaw("{\"type\":1,\"tar"u8.ToArray());
        }

        await gateway.Cluster.Asked("Disconnect");
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task An_operation_that_is_sent_without_an_id_is_done_and_not_answered(HubEncoding encoding)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice", encoding);

        await hub.Send("leave_call", $$"""{"call_session_id":"{{Samples.Call}}"}""");
        await gateway.Cluster.Asked(nameof(ICallGrain.Execute));
        var id = await hub.Start("get_rooms", "{}");

        Assert.Equal(id, (await hub.Next()).InvocationId);
    }

    [Fact]
    public async Task The_alias_of_a_signal_exists_on_the_hub_only()
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");
        var signal = $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","target_user":"bob","signal_data":1}""";

        Assert.Null((await hub.Invoke("call_signal", signal)).Error);
        Assert.Equal("invalid_argument", (await gateway.Http.Post(Tokens.For("alice"), "call_signal", signal)).Reply.Code);
    }

    [Theory]
    [InlineData("""{"a":1.0e2 , "b":"\u00e9"}""")]
    [InlineData("""  [ 1 ,2.50, -0.0, {"z":1,"a":2,"z":3} ]""")]
    [InlineData("\"v=0\\r\\no=- 46117 2 IN IP4 127.0.0.1\\r\\n\"")]
    [InlineData("\"\\ud800 lone\"")]
    [InlineData("null")]
    [InlineData("12345678901234567890.10")]
    public async Task Signal_data_reaches_the_grain_byte_for_byte_from_hub_and_body(string data)
    {
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");
        var signal = $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","signal_data": {{data}} ,"target_user":"bob"}""";

        await hub.Invoke("send_webrtc_signal", signal);
        var byHub = await gateway.Cluster.Asked(nameof(ICallGrain.Signal));
        await gateway.Http.Post(Tokens.For("alice"), "send_webrtc_signal", signal);
        var byBody = await gateway.Cluster.Asked(nameof(ICallGrain.Signal));

        Assert.Equal(data.Trim(), Encoding.UTF8.GetString(byHub.Argument<SendSignal>().Payload.Utf8Json));
        Assert.Equal(data.Trim(), Encoding.UTF8.GetString(byBody.Argument<SendSignal>().Payload.Utf8Json));
    }
}
