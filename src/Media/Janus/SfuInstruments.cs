using System.Diagnostics.Metrics;
using FChat.Telemetry;

namespace FChat.Media.Janus;

/// <summary>What a silo counts of media servers.</summary>
internal sealed class SfuInstruments
{
    /// <summary>A publication, as an attribute.</summary>
    public const string Publication = "publication";

    /// <summary>A subscription, as an attribute.</summary>
    public const string Subscription = "subscription";

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly ShownCounter _placed;
    private readonly ShownCounter _refused;
    private readonly ShownCounter _lost;
    private readonly ShownCounter _whole;
    private readonly ShownCounter _swept;
    private readonly ShownCounter _neverUp;

    public SfuInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.FChat);
        _duration = _meter.CreateHistogram("fchat.sfu.request.duration", "s", "From a request to a media server until its answer", advice: Buckets.Latency);
        _placed = new ShownCounter(_meter, "fchat.sfu.rooms.placed", "{room}", "Rooms that were made on a media server; a call that is moved has another one");
        _refused = new ShownCounter(_meter, "fchat.sfu.rooms.refused", "{room}", "Rooms that no media server took");
        _lost = new ShownCounter(_meter, "fchat.sfu.rooms.lost", "{room}", "Rooms that were lost with their media server, or the connection to it", "reason", Enum.GetNames<LossKind>());
        _whole = new ShownCounter(_meter, "fchat.sfu.rooms.placed_whole", "{room}", "Rooms that became larger than what their media server is said to carry");
        _swept = new ShownCounter(_meter, "fchat.sfu.rooms.swept", "{room}", "Empty rooms of silos that are gone, which were taken away");
        _neverUp = new ShownCounter(
            _meter, "fchat.sfu.connections.never_up", "{connection}", "Peer connections that a media server ended before media came up", "kind", Publication, Subscription);
    }

    /// <summary>A request was answered, or not.</summary>
    public void Asked(string request, int error, TimeSpan took) =>
        _duration.Record(took.TotalSeconds, new("request", request), new("code", Code(error)));

    /// <summary>A room was made.</summary>
    public void Placed() => _placed.Add(1);

    /// <summary>No node took a room.</summary>
    public void Refused() => _refused.Add(1);

    /// <summary>A room was lost.</summary>
    public void Lost(LossKind kind) => _lost.Add(1, kind.ToString());

    /// <summary>A room is larger than its node.</summary>
    public void PlacedWhole() => _whole.Add(1);

    /// <summary>An orphan was taken away.</summary>
    public void Swept() => _swept.Add(1);

    /// <summary>A peer connection ended before its media came up.</summary>
    public void NeverUp(string kind) => _neverUp.Add(1, kind);

    /// <summary>Shows the nodes, as they are when somebody looks.</summary>
    public void Observe(IReadOnlyList<JanusNode> nodes)
    {
        _meter.CreateObservableGauge("fchat.sfu.node.up", () => Each(nodes, node => node.IsUp ? 1 : 0), "1", "1 while a media server is connected and answers, 0 while not");
        _meter.CreateObservableGauge("fchat.sfu.node.load", () => Each(nodes, node => node.RelativeLoad), "1", "What a media server is estimated to carry, for all silos, relative to its weight");
        _meter.CreateObservableGauge("fchat.sfu.rooms", () => Each(nodes, node => node.Own.Rooms), "{room}", "Rooms that this silo has on a media server");
        _meter.CreateObservableGauge("fchat.sfu.publications", () => Each(nodes, node => node.Own.Publications), "{publication}", "Publications in these rooms");
        _meter.CreateObservableGauge("fchat.sfu.subscriptions", () => Each(nodes, node => node.Own.Subscriptions), "{subscription}", "Subscriptions in these rooms");
    }

    private static IEnumerable<Measurement<double>> Each(IReadOnlyList<JanusNode> nodes, Func<JanusNode, double> value) =>
        nodes.Select(node => new Measurement<double>(value(node), new KeyValuePair<string, object?>("node", node.Name)));

    private static string Code(int error) => error switch
    {
        0 => "ok",
        JanusErrors.Lost => "lost",
        JanusErrors.Late => "late",
        _ => error.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
