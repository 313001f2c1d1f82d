using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FChat.Media.Janus;

/// <summary>A counter of what is rare. It is shown from the beginning, with zero: the first increase of a series that was not there before is none.</summary>
internal sealed class ShownCounter
{
    private readonly ConcurrentDictionary<string, long> _counts;
    private readonly string? _tag;

    /// <summary>Makes it.</summary>
    /// <param name="tag">What distinguishes counts, if anything does.</param>
    /// <param name="values">All values of <paramref name="tag"/>.</param>
    public ShownCounter(Meter meter, string name, string unit, string description, string? tag = null, params string[] values)
    {
        _tag = tag;
        _counts = new((tag is null ? [""] : values).Select(value => KeyValuePair.Create(value, 0L)));
        meter.CreateObservableCounter(name, Measure, unit, description);
    }

    public void Add(string value = "") => _counts.AddOrUpdate(value, 1, (_, before) => before + 1);

    private IEnumerable<Measurement<long>> Measure() => _counts.Select(entry =>
        _tag is null ? new Measurement<long>(entry.Value) : new Measurement<long>(entry.Value, new KeyValuePair<string, object?>(_tag, entry.Key)));
}
