using System.Text.Json.Nodes;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Service;

/// <summary>What people do, through the doors, with the real grains behind them.</summary>
public sealed class CallScenarios(RunningService service) : IClassFixture<RunningService>
{
    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task Two_people_ring_answer_signal_and_hang_up(HubEncoding encoding)
    {
        var (alice, bob) = (NewUser("alice"), NewUser("bob"));
        await using var caller = await service.Connect(alice, encoding);
        await using var callee = await service.Connect(bob);
        var call = await Ring(caller, bob);
        var ring = JsonNode.Parse((await callee.NextEvent("call_initiated")).Json)!;
        Assert.Equal((call, alice), ((string?)ring["call_session_id"], (string?)ring["initiated_by"]));

        Assert.Null((await caller.Invoke("join_call", Of(call))).Error);
        Assert.Null((await callee.Invoke("join_call", Of(call))).Error);
        var joined = JsonNode.Parse((await caller.NextEvent("call_participant_joined")).Json)!;
        Assert.Equal(bob, (string?)joined["joined"]![0]!["user"]);

        var sent = await callee.Invoke("send_webrtc_signal", $$"""{"call_session_id":"{{call}}","signal_type":"answer","signal_data":{"sdp":"v=0"},"target_user":"{{alice}}"}""");
        Assert.Null(sent.Error);
        var signal = JsonNode.Parse((await caller.NextEvent("webrtc_signal")).Json)!;
        Assert.Equal((bob, "v=0", 1L), ((string?)signal["from_user"], (string?)signal["signal_data"]!["sdp"], (long)signal["signal_seq"]!));

        Assert.Null((await callee.Invoke("leave_call", Of(call))).Error);
        Assert.Equal("left", (string?)JsonNode.Parse((await caller.NextEvent("call_participant_left")).Json)!["left"]![0]!["reason"]);
        Assert.Equal("completed", (string?)JsonNode.Parse((await caller.NextEvent("call_ended")).Json)!["end_reason"]);
        Assert.Equal("completed", (string?)JsonNode.Parse((await callee.NextEvent("call_ended")).Json)!["end_reason"]);
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task A_caller_hears_of_the_reject_once_and_of_nothing_after_the_end(HubEncoding encoding)
    {
        var (alice, bob) = (NewUser("alice"), NewUser("bob"));
        await using var caller = await service.Connect(alice, encoding);
        await using var other = await service.Connect(alice);
        await using var callee = await service.Connect(bob);
        Assert.Null((await other.Invoke("get_rooms")).Error);
        var call = await Ring(caller, bob);
        Assert.Null((await caller.Invoke("join_call", Of(call))).Error);
        await callee.NextEvent("call_initiated");

        Assert.Null((await callee.Invoke("reject_call", Of(call))).Error);
        await other.NextEvent("call_ended");

        Assert.Equal(["call_rejected", "call_ended"], await CallEventsUntilAnswer(caller, "call_updated", "call_participant_updated"));
        Assert.DoesNotContain("call_rejected", await CallEventsUntilAnswer(other));
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task A_device_that_was_taken_over_does_not_end_the_call_of_the_one_that_goes_on(HubEncoding encoding)
    {
        var (alice, bob) = (NewUser("alice"), NewUser("bob"));
        await using var caller = await service.Connect(alice);
        await using var laptop = await service.Connect(bob, encoding);
        await using var phone = await service.Connect(bob, encoding);
        var call = await Ring(caller, bob);
        Assert.Null((await caller.Invoke("join_call", Of(call))).Error);
        Assert.Null((await laptop.Invoke("join_call", Of(call, "laptop"))).Error);
        Assert.Null((await phone.Invoke("join_call", Of(call, "phone"))).Error);
        await laptop.NextEvent("call_participant_left");

        Assert.Equal("not_a_participant", (await laptop.Invoke("update_media_state", Of(call))).Code);
        Assert.Equal("not_a_participant", (await laptop.Invoke("send_webrtc_signal", SignalTo(alice, call))).Code);
        Assert.Equal("{}", (await laptop.Invoke("leave_call", Of(call))).Data!.ToJsonString());

        Assert.Null((await phone.Invoke("send_webrtc_signal", SignalTo(alice, call))).Error);
        await caller.NextEvent("webrtc_signal");
        Assert.Null((await laptop.Invoke("join_call", Of(call, "laptop"))).Error);
        Assert.Null((await laptop.Invoke("leave_call", Of(call))).Error);
        await caller.NextEvent("call_ended");
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task A_device_that_slept_through_a_take_over_is_told_why_it_is_not_in_the_call(HubEncoding encoding)
    {
        var (alice, bob) = (NewUser("alice"), NewUser("bob"));
        await using var caller = await service.Connect(alice);
        var call = await Ring(caller, bob);
        Assert.Null((await caller.Invoke("join_call", Of(call))).Error);
        JsonNode state;
        await using (var laptop = await service.Connect(bob, encoding))
        {
            state = (await laptop.Invoke("join_call", Of(call, "laptop"))).Data!["seq_state"]!;
        }

        await NextChange(caller, bob, "Reconnecting");
        await using var phone = await service.Connect(bob, encoding);
        Assert.Null((await phone.Invoke("join_call", Of(call, "phone"))).Error);
        await using var back = await service.Connect(bob, encoding);
        var byHub = await back.Invoke("resume_call", Resume(call, state, "laptop"));
        var (_, byHttp) = await service.Http.Post(Tokens.For(bob), "resume_call", Resume(call, state, "laptop"));
        var (_, itself) = await service.Http.Post(Tokens.For(bob), "resume_call", Resume(call, state, "phone"));

        Assert.All(new[] { byHub, byHttp }, reply => Assert.Equal(("not_a_participant", "taken_over"), (reply.Code, (string?)reply.Error!["details"]!["reason"])));
        Assert.Equal(("not_a_participant", null), (itself.Code, itself.Error!["details"]));
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task Somebody_who_asks_by_http_and_listens_at_the_hub_is_in_the_call_like_anybody(HubEncoding encoding)
    {
        var (alice, bob) = (NewUser("alice"), NewUser("bob"));
        var token = Tokens.For(bob);
        await using var caller = await service.Connect(alice);
        var call = await Ring(caller, bob);
        Assert.Null((await caller.Invoke("join_call", Of(call))).Error);
        await using (var listening = await service.Connect(bob, encoding))
        {
            await listening.NextEvent("call_initiated");
            Assert.Null((await service.Http.Post(token, "join_call", Of(call))).Reply.Error);
            Assert.Null((await caller.Invoke("send_webrtc_signal", SignalTo(bob, call))).Error);
            Assert.Null((await caller.Invoke("update_media_state", $$"""{"call_session_id":"{{call}}","muted":true}""")).Error);
            await listening.NextEvent("webrtc_signal");
            Assert.True((bool?)(await NextChange(listening, alice))["muted"]);
        }

        // The connection is what keeps him in: its end is noticed at once, and with the next one he comes back by HTTP.
        Assert.Equal("Reconnecting", (string?)(await NextChange(caller, bob, "Reconnecting"))["status"]);
        await using var next = await service.Connect(bob, encoding);
        Assert.Null((await next.Invoke("get_rooms")).Error);
        var (_, resumed) = await service.Http.Post(token, "resume_call", $$"""{"call_session_id":"{{call}}","epoch":1,"seq":0,"signal_seq":1}""");
        Assert.Null(resumed.Error);
        Assert.Null((await caller.Invoke("send_webrtc_signal", SignalTo(bob, call))).Error);
        await next.NextEvent("webrtc_signal");
        Assert.Null((await service.Http.Post(token, "leave_call", Of(call))).Reply.Error);
        await next.NextEvent("call_ended");
    }

    private static string NewUser(string name) => $"{name}-{Guid.CreateVersion7():N}";

    private static string Of(string call) => $$"""{"call_session_id":"{{call}}"}""";

    private static string Of(string call, string device) => $$"""{"call_session_id":"{{call}}","device_id":"{{device}}"}""";

    private static string SignalTo(string user, string call) =>
        $$"""{"call_session_id":"{{call}}","signal_type":"offer","signal_data":1,"target_user":"{{user}}"}""";

    private static string Resume(string call, JsonNode numbers, string device) =>
        $$"""{"call_session_id":"{{call}}","epoch":{{numbers["epoch"]}},"seq":{{numbers["seq"]}},"signal_seq":{{numbers["signal_seq"]}},"device_id":"{{device}}"}""";

    /// <summary>The next change of somebody, or their next change to a status, that a device is told of.</summary>
    private static async Task<JsonNode> NextChange(HubClient device, string user, string? status = null)
    {
        while (true)
        {
            var told = JsonNode.Parse((await device.NextEvent("call_participant_updated")).Json)!;
            if (told["updated"]!.AsArray().FirstOrDefault(change => (string?)change!["user"] == user && (status is null || (string?)change["status"] == status)) is { } change)
            {
                return change;
            }
        }
    }

    /// <summary>The events of calls that a device has had by now, but for some.</summary>
    private static async Task<IEnumerable<string>> CallEventsUntilAnswer(HubClient device, params string[] but)
    {
        var id = await device.Start("get_rooms");
        var events = new List<string>();
        for (var frame = await device.Next(); frame.InvocationId != id; frame = await device.Next())
        {
            events.Add(frame.Target!);
        }

        return events.Where(name => name.StartsWith("call_", StringComparison.Ordinal) && !but.Contains(name));
    }

    private static async Task<string> Ring(HubClient caller, string other)
    {
        var room = await caller.Invoke("create_room", $$"""{"room_type":"Direct","members":["{{other}}"]}""");
        Assert.Null(room.Error);
        var call = await caller.Invoke("initiate_call", $$"""{"room_id":"{{room.Data!["room_id"]}}","call_type":"Audio"}""");
        Assert.Null(call.Error);
        return (string)call.Data!["call_session_id"]!;
    }
}
