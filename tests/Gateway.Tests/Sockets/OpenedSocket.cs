using FChat.Gateway.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>A connection over a <see cref="ScriptedSocket"/>, in a request that notices when it is cut.</summary>
internal sealed class OpenedSocket : IHttpRequestLifetimeFeature, IAuthenticateResultFeature
{
    private int cuts;

    public OpenedSocket(FakeTimeProvider time, DateTimeOffset? expires = null)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(this);
        http.Features.Set<IAuthenticateResultFeature>(this);
        AuthenticateResult = AuthenticateResult.Success(new AuthenticationTicket(http.User, new AuthenticationProperties { ExpiresUtc = expires }, "Bearer"));
        Http = http;
        Connection = new SocketConnection(http, Socket, time);
        Connection.ConnectionClosedRequested.Register(closeRequested.SetResult);
    }

    private readonly TaskCompletionSource closeRequested = new();

    public HttpContext Http { get; }

    public ScriptedSocket Socket { get; } = new();

    public SocketConnection Connection { get; }

    /// <summary>Whether the request was cut, and with it the socket.</summary>
    public bool IsCut => Volatile.Read(ref cuts) > 0;

    /// <summary>Ends when the hub is asked to end.</summary>
    public Task CloseRequested => closeRequested.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public CancellationToken RequestAborted { get; set; }

    public AuthenticateResult? AuthenticateResult { get; set; }

    public void Abort()
    {
        Interlocked.Increment(ref cuts);
        Socket.Fail(new OperationCanceledException("The request was cut."));
    }
}
