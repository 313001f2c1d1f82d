using System.Net.WebSockets;
using FChat.Gateway.Hubs;
using FChat.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>A WebSocket that was negotiated goes SignalR's way, another one ours; clients see no difference.</summary>
public sealed class BothWaysTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private const string End = MessageClient.End;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Only_what_was_negotiated_goes_through_SignalRs_transport(bool isNegotiated)
    {
        await using var gateway = await TestGateway.Start();
        await using var client = await MessageClient.Shake(gateway.Address, Tokens.For("alice"), isNegotiated);

        await client.Send(Invocation("1"));

        Assert.Equal(["1"], await client.Answers(1));
        Assert.Equal(isNegotiated, gateway.Logs.Lines.Any(line => line.Category.EndsWith("WebSocketsTransport", StringComparison.Ordinal)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Records_are_read_however_they_are_cut_into_messages_and_frames(bool isNegotiated)
    {
        await using var client = await Shake("cutter", isNegotiated);

        await client.Send(Invocation("1") + Invocation("2") + Invocation("3"));
        foreach (var part in Invocation("4") + Invocation("5"))
        {
            await client.Send($"{part}", isWhole: false);
        }

        await client.Send("", isWhole: true);
        foreach (var message in Invocation("6").Chunk(7))
        {
            await client.Send(new string(message));
        }

        await client.Send(Invocation("7", new string('x', 100_000)));

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], await client.Answers(7));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_record_that_is_too_large_is_the_end_with_an_error(bool isNegotiated)
    {
        await using var client = await Shake("talker", isNegotiated);

        await client.Send(Invocation("1", new string('x', 1_000_000)));

        await AssertEnd(client, """{"type":7,"error":"Connection closed with an error.","allowReconnect":true}""");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_protocol_that_nobody_speaks_is_the_end_with_an_error(bool isNegotiated)
    {
        await using var client = await MessageClient.Open(shared.Gateway.Address, Tokens.For("stranger"), isNegotiated);

        await client.Send("""{"protocol":"xml","version":1}""" + End);

        await AssertEnd(client, """{"error":"The protocol 'xml' is not supported."}""");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_client_that_does_not_shake_hands_is_given_up(bool isNegotiated)
    {
        await using var gateway = await TestGateway.Start();
        gateway.Services.GetRequiredService<IOptions<HubOptions<CallHub>>>().Value.HandshakeTimeout = TimeSpan.FromMilliseconds(200);
        await using var client = await MessageClient.Open(gateway.Address, Tokens.For("alice"), isNegotiated);

        await AssertEnd(client, """{"error":"Handshake was canceled."}""");
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_client_that_spoke_and_fell_silent_is_pinged_and_given_up(bool isNegotiated)
    {
        await using var gateway = await TestGateway.Start(("Hub:KeepAlive", "00:00:01"), ("Hub:ClientTimeout", "00:00:02"));
        await using var client = await MessageClient.Shake(gateway.Address, Tokens.For("alice"), isNegotiated);
        await client.Send("""{"type":6}""" + End);

        await AssertEnd(client, """{"type":7,"error":"Connection closed with an error.","allowReconnect":true}""");
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task When_the_token_expires_the_client_may_come_back(bool isNegotiated)
    {
        await using var gateway = await TestGateway.Start(("Auth:ClockSkew", "00:00:00"));
        var token = Tokens.For("alice", until: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2));
        await using var client = await MessageClient.Shake(gateway.Address, token, isNegotiated);

        await AssertEnd(client, """{"type":7,"allowReconnect":true}""");
        Assert.Empty(gateway.Logs.Errors);
    }

    private static async Task AssertEnd(MessageClient client, string record)
    {
        Assert.Equal(record + End, await client.Next());
        Assert.Null(await client.Next());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    private static string Invocation(string id, string padding = "") =>
        $$"""{"type":1,"invocationId":"{{id}}","target":"get_rooms","arguments":[{"padding":"{{padding}}"}]}""" + End;

    private Task<MessageClient> Shake(string user, bool isNegotiated) => MessageClient.Shake(shared.Gateway.Address, Tokens.For($"{user}-{isNegotiated}"), isNegotiated);
}
