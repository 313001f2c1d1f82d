using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>Pairs in calls of two that signal through the hub: a closed loop for what the service can do at most, and an open loop for its latency and cost at a given load.</summary>
public sealed class SignalsShape : IShape
{
    private static readonly ArgumentSpec Pairs = new("pairs", 100, 1, 5_000, "pairs of users, each in a call of two");
    /// <summary>How many are under way.</summary>
    public static readonly ArgumentSpec Window = new("window", 1, 1, 64, "closed loop: signals under way in each pair");
    private static readonly ArgumentSpec Rate = new("rate", 4_000, 0, 1_000_000, "open loop: signals/s over all pairs; 0 = closed loop only");
    private static readonly ArgumentSpec Closed = new("closed", 1, 0, 1, "0 = open loop only");
    /// <summary>Whether signals are answered.</summary>
    public static readonly ArgumentSpec Acknowledged = new("ack", 1, 0, 1, "1 = every signal is an invocation with an answer, 0 = SignalR send");

    /// <summary>The kind of results of the closed loop.</summary>
    public const string ClosedKind = "signals-closed";

    /// <summary>The kind of results of the open loop.</summary>
    public const string OpenKind = "signals-open";

    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public Loads Load => Loads.Signals;

    /// <inheritdoc/>
    public string Meaning => "signalling of pairs: signals/s, latency, CPU per 1,000";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [Pairs, Window, Rate, Closed, Acknowledged, .. RoundArguments.All];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        await using var field = await ServerField.StartAsync(modes, ServiceSettings.Unchanged, stop);
        await using var seated = await field.PrepareAsync((server, faults) => SignalPairs.SeatAsync(server, arguments[Pairs], arguments.Flag(Acknowledged), faults, stop));
        var results = new List<ShapeResult>();
        foreach (var pace in Paces(arguments))
        {
            var samples = await Turns.TakeAsync(field.Servers, arguments, server => SignalSlot.RunAsync(server, seated[server].Seats, pace, stop));
            results.Add(new ShapeResult(pace.SignalsPerSecond > 0 ? OpenKind : ClosedKind, Describe(arguments[Pairs], pace), SignalSlot.Metrics(pace), samples, seated.Faults));
        }

        return results;
    }

    private static IEnumerable<SignalPace> Paces(Arguments arguments)
    {
        var closed = new SignalPace(arguments[Window], 0, arguments.Flag(Acknowledged), RoundArguments.Length(arguments));
        if (arguments.Flag(Closed))
        {
            yield return closed;
        }

        if (arguments[Rate] > 0)
        {
            yield return closed with { SignalsPerSecond = arguments[Rate] };
        }
    }

    private static string Describe(int pairs, SignalPace pace)
    {
        var loop = pace.SignalsPerSecond > 0 ? $"open loop at {pace.SignalsPerSecond:F0}/s" : $"closed loop, window {pace.Window}";
        return $"signals: {pairs} pairs, {loop}, {(pace.Acknowledged ? "acknowledged" : "not acknowledged")}";
    }
}
