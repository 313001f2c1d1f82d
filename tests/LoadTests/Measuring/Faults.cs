using System.Collections.Concurrent;

namespace FChat.LoadTests.Measuring;

/// <summary>What went wrong in one mode, counted by kind, with one example of each. Any thread may report.</summary>
public sealed class Faults(string mode)
{
    private readonly ConcurrentDictionary<string, (long Count, string Example)> _kinds = new();

    /// <summary>Reports one or more faults of a kind.</summary>
    public void Report(string kind, string example, long count = 1) =>
        _kinds.AddOrUpdate(kind, (count, example), (_, known) => (known.Count + count, known.Example));

    /// <summary>One line for each kind; empty if all went well.</summary>
    public IReadOnlyList<string> Lines =>
        [.. _kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{mode}: {kind.Key}: {kind.Value.Count} (for example: {kind.Value.Example})")];
}
