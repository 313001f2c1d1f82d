using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FChat.Gateway.Tests.Hosting;

/// <summary>Keeps every log line of a host at any level.</summary>
public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> lines = new();

    /// <summary>What was logged.</summary>
    public IReadOnlyCollection<LogLine> Lines => lines;

    /// <summary>What was logged as an error, or worse.</summary>
    public IEnumerable<LogLine> Errors => lines.Where(line => line.Level >= LogLevel.Error);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new LogLine(logLevel, category, $"{formatter(state, exception)} {exception}"));
    }
}

/// <summary>One line.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Text);
