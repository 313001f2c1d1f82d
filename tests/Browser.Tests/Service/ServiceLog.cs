using System.Collections.Concurrent;

namespace FChat.Service;

/// <summary>The lines that a service has printed.</summary>
internal sealed class ServiceLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>How many there are: a mark to look back to.</summary>
    public int Count => _lines.Count;

    public void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    /// <summary>The last lines.</summary>
    public string Tail(int lines) => string.Join('\n', _lines.TakeLast(lines));

    /// <summary>What was logged as an error since the mark, each with the line after it, which is the message.</summary>
    public IReadOnlyList<string> ErrorsSince(int mark)
    {
        var lines = _lines.Skip(mark).ToArray();
        return [.. lines.Select((line, at) => (line, at)).Where(one => IsError(one.line)).Select(one => string.Join(' ', lines.Skip(one.at).Take(2)))];
    }

    private static bool IsError(string line) =>
        line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.StartsWith("Unhandled exception", StringComparison.Ordinal);
}
