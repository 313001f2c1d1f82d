using FChat.Auth;
using FChat.Gateway.Delivery;
using FChat.Gateway.Http;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.RateLimits;

/// <summary>Refuses a hub connection of a user who has too many on this gateway, while it can still be said in words: before it opens.</summary>
internal sealed class ConnectionGuard(RequestDelegate next, ConnectionRegistry connections, IOptions<LimitOptions> limits)
{
    // By then at least one that was lost without a word has been noticed.
    private const int PauseMs = 5_000;

    // Of a connection that is open already: its polls and what it sends, where it is no WebSocket.
    private const string ConnectionParameter = "id";

    private readonly Refusal tooMany = new(ErrorCode.RateLimited, "This user has too many connections.") { Limit = limits.Value.ConnectionsPerUser, RetryAfterMs = PauseMs };

    /// <summary>Passes the request on, or refuses it.</summary>
    public Task InvokeAsync(HttpContext http) => IsNew(http.Request) && HasTooMany(http) ? HttpAnswer.Write(http, tooMany) : next(http);

    private static bool IsNew(HttpRequest request) =>
        request.Path.StartsWithSegments(Doors.Hub)
        && (IsSocket(request) || !request.Query.ContainsKey(ConnectionParameter));

    private static bool IsSocket(HttpRequest request) => request.Headers.ContainsKey("Sec-WebSocket-Version");

    private bool HasTooMany(HttpContext http) =>
        CallerClaims.TryRead(http.User, out var caller) && connections.Of(caller.User).Length >= limits.Value.ConnectionsPerUser;
}
