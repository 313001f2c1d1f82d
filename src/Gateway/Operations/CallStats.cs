using FChat.Calls;

namespace FChat.Gateway.Operations;

/// <summary><c>report_call_stats</c>: what a participant's client measured becomes metrics, and nothing else.</summary>
internal static class CallStats
{
    /// <summary>Takes the report of somebody who is in the call.</summary>
    public static async ValueTask<Answer> Report(DoorRequest request, Arguments arguments)
    {
        var call = arguments.Get(Fields.Call);
        if (request.Connection?.Find(call) is null && await RefusalFor(request, call) is { } refusal)
        {
            return refusal;
        }

        request.Instruments.Media.Report(
            Time(arguments.Find(Fields.FirstMedia)),
            Time(arguments.Find(Fields.RoundTrip)),
            arguments.Find(Fields.PacketLoss) / 1_000.0,
            arguments.Find(Fields.Relayed) switch { true => "relayed", false => "direct", null => "unknown" });
        return Answer.Done;
    }

    private static TimeSpan? Time(long? milliseconds) => milliseconds is { } given ? TimeSpan.FromMilliseconds(given) : null;

    // Not from a connection in the call: the call says who is in it. A change of nothing needs the right to it, and changes nothing.
    private static async ValueTask<Refusal?> RefusalFor(DoorRequest request, CallId call)
    {
        var allowed = await request.Call(call).Execute(new UpdateMediaState(request.Caller.User, null, null, null, null, null));
        return allowed.Refusal;
    }
}
