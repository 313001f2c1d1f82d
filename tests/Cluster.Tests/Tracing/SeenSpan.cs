namespace FChat.Cluster.Tests.Tracing;

/// <summary>A span as it was exported.</summary>
/// <param name="Service">The process kind that made it.</param>
/// <param name="Scope">The source.</param>
/// <param name="Trace">32 hex digits.</param>
/// <param name="Id">16 hex digits.</param>
/// <param name="Parent">Its parent's id; empty: it began a trace.</param>
/// <param name="Start">Nanoseconds since 1970.</param>
/// <param name="End">Nanoseconds since 1970.</param>
/// <param name="Links">The traces that it is linked to.</param>
internal sealed record SeenSpan(
    string Service,
    string Scope,
    string Trace,
    string Id,
    string Parent,
    string Name,
    ulong Start,
    ulong End,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Links)
{
    /// <summary>Whether it began a trace.</summary>
    public bool IsRoot => Parent.Length == 0;

    /// <summary>An attribute, or null.</summary>
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);
}
