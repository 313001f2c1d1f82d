using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>What a page has written to its console, and what of that nobody expected.</summary>
internal sealed class PageTroubles
{
    private readonly ConcurrentQueue<string> _console = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _expected = new();
    private readonly ConcurrentDictionary<IRequest, string> _unanswered = new();

    public PageTroubles(IPage page)
    {
        page.Console += (_, message) => Note(message.Type == "error" ? _errors : null, $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(_errors, $"uncaught: {error}");
        page.Request += (_, request) => _unanswered[request] = $"{request.Method} {new Uri(request.Url).AbsolutePath}";
        page.RequestFinished += (sender, request) => _unanswered.TryRemove(request, out _);
        page.RequestFailed += (sender, request) => _unanswered.TryRemove(request, out _);
        page.Crash += (_, _) => Note(_errors, "the page has crashed");
    }

    /// <summary>All lines, oldest first.</summary>
    public IReadOnlyCollection<string> Console => _console;

    /// <summary>Requests that nobody has answered yet.</summary>
    public IEnumerable<string> Unanswered => _unanswered.Values;

    /// <summary>Errors that contain this text are part of the story.</summary>
    public void Expect(string text) => _expected.Enqueue(text);

    /// <summary>Errors that were not.</summary>
    public IEnumerable<string> Unexpected =>
        _errors.Where(error => !_expected.Any(text => error.Contains(text, StringComparison.Ordinal)));

    private void Note(ConcurrentQueue<string>? also, string line)
    {
        _console.Enqueue(line);
        also?.Enqueue(line);
    }
}
