namespace FChat.Cluster.Tests.Tracing;

/// <summary>The spans of one trace.</summary>
internal sealed class TraceTree(IEnumerable<SeenSpan> spans)
{
    private readonly List<SeenSpan> _spans = [.. spans.OrderBy(span => span.Start)];

    /// <summary>All, by their beginning.</summary>
    public IReadOnlyList<SeenSpan> All => _spans;

    /// <summary>The one span of that name.</summary>
    public SeenSpan Only(string name) => Assert.Single(Named(name));

    /// <summary>All of that name.</summary>
    public IReadOnlyList<SeenSpan> Named(string name) => [.. _spans.Where(span => span.Name == name)];

    /// <summary>Direct children.</summary>
    public IEnumerable<SeenSpan> Children(SeenSpan of) => _spans.Where(span => span.Parent == of.Id);

    /// <summary>Everything below a span.</summary>
    public IReadOnlyList<SeenSpan> Below(SeenSpan of) => [.. Children(of).SelectMany(child => Below(child).Prepend(child))];

    /// <summary>Spans whose parent is neither here nor <paramref name="outside"/>.</summary>
    public IEnumerable<SeenSpan> Orphans(string outside)
    {
        var known = _spans.Select(span => span.Id).Append(outside).ToHashSet();
        return _spans.Where(span => !known.Contains(span.Parent));
    }
}
