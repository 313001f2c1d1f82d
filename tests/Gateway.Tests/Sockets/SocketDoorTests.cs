using System.Diagnostics;
using System.Net.WebSockets;
using FChat.Gateway.Hubs;
using FChat.Gateway.Sockets;
using FChat.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>Which requests the direct way takes, and what it says of them.</summary>
public sealed class SocketDoorTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private static readonly object Hub = new HubMetadata(typeof(CallHub));
    private bool isPassedOn;

    public static TheoryData<string, object[], string, bool> Others => new()
    {
        { "no endpoint", [], "", true },
        { "another hub", [new HubMetadata(typeof(Hub))], "", true },
        { "the negotiation", [Hub, new NegotiateMetadata()], "", true },
        { "no socket", [Hub], "", false },
        { "negotiated before", [Hub], "?id=1", true },
    };

    [Theory, MemberData(nameof(Others))]
    public async Task Other_requests_go_on(string which, object[] metadata, string query, bool isSocket)
    {
        var visit = new Visit(metadata, query) { IsWebSocketRequest = isSocket };
        visit.Socket.BringClose();

        await Door().InvokeAsync(visit.Http);

        Assert.True(isPassedOn, which);
    }

    [Theory, InlineData(""), InlineData("?id="), InlineData("?x=1")]
    public async Task A_socket_to_the_hub_is_served_for_as_long_as_it_lasts(string query)
    {
        var visit = new Visit([Hub], query);
        visit.Socket.BringClose();

        await Door().InvokeAsync(visit.Http);

        Assert.False(isPassedOn);
        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (visit.Socket.State, visit.Socket.Said));
        Assert.Equal("true", visit.Activity.GetTagItem("http.long_running"));
        Assert.True(visit.IsWithoutTimeout);
    }

    [Fact]
    public async Task A_hub_that_fails_ends_the_socket_with_an_error_and_the_failure_is_not_hidden()
    {
        var visit = new Visit([Hub], "");
        visit.Socket.Bring("""{"protocol":"json","version":1}""" + MessageClient.End);
        visit.Socket.BringClose();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Door().InvokeAsync(visit.Http));

        Assert.Equal(WebSocketCloseStatus.InternalServerError, visit.Socket.Said);
    }

    private SocketDoor Door() => ActivatorUtilities.CreateInstance<SocketDoor>(shared.Gateway.Services, (RequestDelegate)(_ =>
    {
        isPassedOn = true;
        return Task.CompletedTask;
    }));

    /// <summary>A request of nobody, as routing has matched it.</summary>
    private sealed class Visit : IHttpWebSocketFeature, IHttpRequestTimeoutFeature, IHttpActivityFeature
    {
        public Visit(object[] metadata, string query)
        {
            Http.Features.Set<IHttpWebSocketFeature>(this);
            Http.Features.Set<IHttpRequestTimeoutFeature>(this);
            Http.Features.Set<IHttpActivityFeature>(this);
            Http.Request.QueryString = new QueryString(query);
            Http.SetEndpoint(metadata.Length == 0 ? null : new Endpoint(null, new EndpointMetadataCollection(metadata), "test"));
        }

        public DefaultHttpContext Http { get; } = new();

        public ScriptedSocket Socket { get; } = new();

        public bool IsWebSocketRequest { get; init; } = true;

        public Activity Activity { get; set; } = new("request");

        public bool IsWithoutTimeout { get; private set; }

        public CancellationToken RequestTimeoutToken => CancellationToken.None;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => Task.FromResult<WebSocket>(Socket);

        public void DisableTimeout() => IsWithoutTimeout = true;
    }
}
