using FChat.Gateway.Http;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.RateLimits;

/// <summary>Turns away, before anything else is done for them, requests to the doors from an address that sends too many. Pages and probes are not counted.</summary>
internal sealed class AddressGuard(RequestDelegate next, IOptions<LimitOptions> limits, TimeProvider time)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly Remembered<ClientAddress, Seen> addresses = new(
        () => new Seen(new TokenBucket(limits.Value.AddressRequestsPerSecond, limits.Value.AddressRequestBurst, time), new Patience(Late, time)), time);

    /// <summary>Passes the request on, or refuses it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (!Doors.IsDoor(http.Request.Path))
        {
            return next(http);
        }

        var seen = addresses.Of(ClientAddress.Of(http));
        var told = seen.Patience.Tell(Allowance.TooMany(seen.Requests.Take()), http.RequestAborted);
        return told is { IsCompletedSuccessfully: true, Result: null } ? next(http) : Refuse(http, told);
    }

    private static async Task Refuse(HttpContext http, ValueTask<Refusal?> told)
    {
        try
        {
            await HttpAnswer.Write(http, (await told)!);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
    }

    private sealed record Seen(TokenBucket Requests, Patience Patience);
}
