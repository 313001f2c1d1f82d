using System.Collections.Concurrent;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>The last lines that the processes of a topology have printed.</summary>
internal sealed class ProcessLog
{
    private const int Kept = 2_000;
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>A line of a node.</summary>
    public void Add(string node, string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue($"{node}: {line}");
        if (_lines.Count > Kept)
        {
            _lines.TryDequeue(out _);
        }
    }

    /// <summary>The last lines of one node.</summary>
    public IEnumerable<string> Of(string node) =>
        _lines.Where(line => line.StartsWith($"{node}: ", StringComparison.Ordinal)).Select(line => line[(node.Length + 2)..]);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', _lines);
}
