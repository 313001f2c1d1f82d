using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Doors;

/// <summary>Runs one request through every door: hub by JSON, hub by MessagePack, HTTP.</summary>
public sealed class ThreeDoors : IAsyncDisposable
{
    private readonly TestGateway gateway;
    private readonly HubClient json;
    private readonly HubClient pack;
    private readonly string token;

    private ThreeDoors(TestGateway gateway, HubClient json, HubClient pack, string token) =>
        (this.gateway, this.json, this.pack, this.token) = (gateway, json, pack, token);

    /// <summary>Opens them for a user.</summary>
    public static async Task<ThreeDoors> Open(TestGateway gateway, string user, string? role = null) => new(
        gateway, await gateway.Connect(user, HubEncoding.Json, role), await gateway.Connect(user, HubEncoding.MessagePack, role), Tokens.For(user, role: role));

    /// <summary>The one answer of all three; a difference between them fails.</summary>
    public async Task<Reply> Ask(string operation, string argument)
    {
        var replies = new[]
        {
            await json.Invoke(operation, argument),
            await pack.Invoke(operation, argument),
            (await gateway.Http.Post(token, operation, argument)).Reply,
        };
        Assert.All(replies, reply => Assert.Equal($"{operation} {argument}: {replies[0].Text}", $"{operation} {argument}: {reply.Text}"));
        return replies[0];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await json.DisposeAsync();
        await pack.DisposeAsync();
    }
}
