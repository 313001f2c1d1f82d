using System.Text.Json;
using System.Threading.Channels;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Gateway.Tests;

/// <summary>SignalR's own client, by every transport and protocol that it has.</summary>
public sealed class OfficialClientTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    [Theory]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.LongPolling, false)]
    public async Task It_is_answered_and_told(HttpTransportType transport, bool skipNegotiation)
    {
        var user = $"user-{transport}-{skipNegotiation}";
        await using var client = new HubConnectionBuilder()
            .WithUrl(new Uri(shared.Gateway.Address, "/hub"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(Tokens.For(user));
                (options.Transports, options.SkipNegotiation) = (transport, skipNegotiation);
            })
            .Build();
        var told = Channel.CreateUnbounded<JsonElement>();
        client.On<JsonElement>("presence_changed", change => told.Writer.TryWrite(change));
        await client.StartAsync();

        var answer = await client.InvokeAsync<JsonElement>("get_room", new { room_id = "r-1" });
        await new Link(shared.Gateway.Ear, user).Deliver(Link.ToUser(user, new PresenceChanged([Samples.Presence])));

        Assert.Equal("Team", answer.GetProperty("data").GetProperty("room_name").GetString());
        Assert.Equal("Away", (await told.Reader.ReadAsync()).GetProperty("changes")[0].GetProperty("chat_status").GetString());
    }

    [Fact]
    public async Task It_reads_the_protocols_names_from_messagepack()
    {
        await using var client = new HubConnectionBuilder()
            .WithUrl(new Uri(shared.Gateway.Address, "/hub"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(Tokens.For("alice")))
            .AddMessagePackProtocol()
            .Build();
        await client.StartAsync();

        var answer = await client.InvokeAsync<Dictionary<string, object>>("get_room", new Dictionary<string, object> { ["room_id"] = "r-1" });
        var refused = await client.InvokeAsync<Dictionary<string, object>>("get_room");

        Assert.Equal("Team", ((Dictionary<object, object>)answer["data"])["room_name"]);
        Assert.Equal("invalid_argument", ((Dictionary<object, object>)refused["error"])["code"]);
    }
}
