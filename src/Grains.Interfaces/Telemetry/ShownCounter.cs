using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>A counter of something rare, which is shown as 0 from the start: what was never seen can neither be plotted nor compared.</summary>
public sealed class ShownCounter
{
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly string? _tag;

    /// <summary>Makes it.</summary>
    /// <param name="tag">What distinguishes counts, if anything does.</param>
    /// <param name="values">Values of <paramref name="tag"/> that are shown before they are counted.</param>
    public ShownCounter(Meter meter, string name, string unit, string description, string? tag = null, params IEnumerable<string> values)
    {
        _tag = tag;
        foreach (var value in tag is null ? [""] : values)
        {
            _counts[value] = 0;
        }

        meter.CreateObservableCounter(name, Measure, unit, description);
    }

    /// <summary>Counts.</summary>
    public void Add(long more, string value = "") => _counts.AddOrUpdate(value, more, (_, before) => before + more);

    private IEnumerable<Measurement<long>> Measure() => _counts.Select(entry =>
        _tag is null ? new Measurement<long>(entry.Value) : new Measurement<long>(entry.Value, new KeyValuePair<string, object?>(_tag, entry.Key)));
}
