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

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', _lines);
}
