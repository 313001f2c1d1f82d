using System.Text.Json.Nodes;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using FChat.Hosting;

namespace FChat.Gateway.Tests.Processes;

/// <summary>Silo and gateway as processes of their own.</summary>
public sealed class TwoProcessTests : IAsyncLifetime
{
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("fchat-").FullName;
    private readonly Uri siloAddress = new($"http://127.0.0.1:{FreePort.Find()}");
    private readonly Uri address = new($"http://127.0.0.1:{FreePort.Find()}");
    private readonly Uri otherAddress = new($"http://127.0.0.1:{FreePort.Find()}");
    private readonly string clients = $"{FreePort.Find()}";
    private ServiceProcess silo = null!;
    private ServiceProcess gateway = null!;

    public async ValueTask InitializeAsync()
    {
        silo = ServiceProcess.Start("Silo", directory, ("ASPNETCORE_ENVIRONMENT", "Development"), ("Urls", siloAddress.ToString()), ("Silo:SiloPort", "0"), ("Silo:ClientPort", clients));
        gateway = StartGateway(address);
        await silo.Ready(siloAddress);
        await gateway.Ready(address);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await silo.DisposeAsync();
        System.IO.Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Two_people_call_each_other_through_both()
    {
        await using var alice = await HubClient.Open(address, Tokens.For("alice"));
        await using var bob = await HubClient.Open(address, Tokens.For("bob"), HubEncoding.MessagePack);
        var room = (await alice.Invoke("create_room", """{"room_type":"Direct","members":["bob"]}""")).Data!;
        var call = (string)(await alice.Invoke("initiate_call", $$"""{"room_id":"{{room["room_id"]}}","call_type":"Audio"}""")).Data!["call_session_id"]!;
        var which = $$"""{"call_session_id":"{{call}}"}""";

        await bob.NextEvent("call_initiated");
        Assert.Null((await alice.Invoke("join_call", which)).Error);
        Assert.Null((await bob.Invoke("join_call", which)).Error);
        await alice.NextEvent("call_participant_joined");
        await alice.Invoke("send_webrtc_signal", $$"""{"call_session_id":"{{call}}","signal_type":"offer","signal_data":{"n":1},"target_user":"bob"}""");
        Assert.Equal(1, (int)JsonNode.Parse((await bob.NextEvent("webrtc_signal")).Json)!["signal_data"]!["n"]!);
        await SignalsComeByTheStream(alice, call);
        Assert.Null((await bob.Invoke("leave_call", which)).Error);

        Assert.Equal("completed", (string?)JsonNode.Parse((await alice.NextEvent("call_ended")).Json)!["end_reason"]);
        Assert.DoesNotContain("fail:", gateway.Output + silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_one_gateway_by_http_hears_at_another()
    {
        await using var other = StartGateway(otherAddress);
        await other.Ready(otherAddress);
        using var http = new HttpClient { BaseAddress = otherAddress };
        await using var alice = await HubClient.Open(address, Tokens.For("alice"));
        await using var bob = await HubClient.Open(address, Tokens.For("bob"), HubEncoding.MessagePack);
        var room = (await alice.Invoke("create_room", """{"room_type":"Direct","members":["bob"]}""")).Data!;
        var call = (string)(await alice.Invoke("initiate_call", $$"""{"room_id":"{{room["room_id"]}}","call_type":"Audio"}""")).Data!["call_session_id"]!;
        var which = $$"""{"call_session_id":"{{call}}"}""";
        Assert.Null((await alice.Invoke("join_call", which)).Error);
        await bob.NextEvent("call_initiated");

        Assert.Null((await http.Post(Tokens.For("bob"), "join_call", which)).Reply.Error);
        await alice.Invoke("send_webrtc_signal", $$"""{"call_session_id":"{{call}}","signal_type":"offer","signal_data":{"n":1},"target_user":"bob"}""");
        await alice.Invoke("update_media_state", $$"""{"call_session_id":"{{call}}","muted":true}""");

        Assert.Equal(1, (int)JsonNode.Parse((await bob.NextEvent("webrtc_signal")).Json)!["signal_data"]!["n"]!);
        await bob.NextEvent("call_participant_updated");
        Assert.DoesNotContain("fail:", gateway.Output + other.Output + silo.Output, StringComparison.Ordinal);
    }

    // It is opened a moment after the gateway is ready.
    private async Task SignalsComeByTheStream(HubClient sender, string call)
    {
        using var http = new HttpClient { BaseAddress = siloAddress };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!(await http.GetStringAsync("/metrics", patience.Token)).Split('\n').Any(line => line.StartsWith("fchat_silo_streamed_signals", StringComparison.Ordinal)))
        {
            await sender.Invoke("send_webrtc_signal", $$"""{"call_session_id":"{{call}}","signal_type":"offer","signal_data":{"n":1},"target_user":"bob"}""");
        }
    }

    private ServiceProcess StartGateway(Uri at) =>
        ServiceProcess.Start("Gateway", directory, ("Urls", at.ToString()), ("Cluster:GatewayPort", clients), ("Auth:Key", TestGateway.Key));
}
