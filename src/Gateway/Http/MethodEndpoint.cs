using FChat.Auth;
using FChat.Gateway.Lease;
using FChat.Gateway.Operations;
using FChat.Gateway.RateLimits;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Http;

/// <summary>The HTTP door: one endpoint for all operations.</summary>
internal sealed class MethodEndpoint(OperationRunner runner, Station station, HttpCallers callers, HttpSight sight, IOptions<LimitOptions> limits)
{
    private static readonly Refusal ReadsOnly = new(ErrorCode.InvalidArgument, "This operation needs POST.");

    /// <summary>Answers the request.</summary>
    public async Task Answer(HttpContext http)
    {
        try
        {
            var (answer, status) = await Run(http);
            await HttpAnswer.Write(http, answer, status);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            http.Abort();
        }
    }

    private async ValueTask<(Answer Answer, int? Status)> Run(HttpContext http)
    {
        if (OperationOf(http) is not { } operation)
        {
            return (ArgumentRefusals.UnknownOperation, StatusCodes.Status404NotFound);
        }

        if (!IsAllowed(http.Request.Method, operation))
        {
            http.Response.Headers.Allow = operation.IsRead ? "GET, POST" : "POST";
            return (ReadsOnly, StatusCodes.Status405MethodNotAllowed);
        }

        if (!CallerClaims.TryRead(http.User, out var caller))
        {
            throw new InvalidOperationException("The endpoint is reached by authenticated callers only.");
        }

        if (await callers.Count(caller.User, operation.IsSignal, http.RequestAborted) is { } tooMany)
        {
            return (tooMany, null);
        }

        sight.Show(caller.User);
        return await Run(http, operation, new DoorRequest(caller, connection: null, station) { Traceparent = http.Request.Headers.TraceParent });
    }

    private async ValueTask<(Answer Answer, int? Status)> Run(HttpContext http, Operation operation, DoorRequest request)
    {
        var (json, refusal, status) = await MethodArguments.Read(http, operation, limits.Value.BodyBytes);
        if (refusal is not null)
        {
            return (refusal, status);
        }

        var unread = ArgumentReader.Read(operation, json.Span, limits.Value, out var arguments);
        return (await runner.Run(operation, request, arguments, unread), null);
    }

    private static Operation? OperationOf(HttpContext http) =>
        http.Request.RouteValues["method"] is string method && method.StartsWith(Doors.MethodPrefix, StringComparison.Ordinal)
            ? OperationTable.Find(method[Doors.MethodPrefix.Length..])
            : null;

    private static bool IsAllowed(string method, Operation operation) =>
        HttpMethods.IsPost(method) || (operation.IsRead && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)));
}
