using FChat.Gateway.Http;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.RateLimits;

/// <summary>Turns away, before anything else is done for them, requests to the doors from an address that sends too many. Pages and probes are not counted.</summary>
internal sealed class AddressGuard(RequestDelegate next, IOptions<LimitOptions> limits, TimeProvider time)
{
    private readonly Remembered<ClientAddress, TokenBucket> addresses =
        new(() => new TokenBucket(limits.Value.AddressRequestsPerSecond, limits.Value.AddressRequestBurst, time), time);

    /// <summary>Passes the request on, or refuses it.</summary>
    public Task InvokeAsync(HttpContext http) =>
        Doors.IsDoor(http.Request.Path) && Allowance.TooMany(addresses.Of(ClientAddress.Of(http)).Take()) is { } tooMany
            ? HttpAnswer.Write(http, tooMany)
            : next(http);
}
