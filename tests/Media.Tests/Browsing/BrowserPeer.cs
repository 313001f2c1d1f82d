using System.Text.Json;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>One peer connection in a page.</summary>
public sealed class BrowserPeer(IPage page)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly string _id = Guid.NewGuid().ToString("n");

    /// <summary>Begins to publish.</summary>
    public Task<string> Offer(Sending what) => page.EvaluateAsync<string>("([id, what]) => peers.offer(id, what)", new object[] { _id, what });

    /// <summary>An offer with an ICE restart.</summary>
    public Task<string> OfferAgain() => page.EvaluateAsync<string>("id => peers.offerAgain(id)", _id);

    /// <summary>Takes the answer to its offer.</summary>
    public Task Accept(string answer) => page.EvaluateAsync("([id, sdp]) => peers.accept(id, sdp)", new object[] { _id, answer });

    /// <summary>Answers an offer.</summary>
    public Task<string> AnswerTo(string offer) => page.EvaluateAsync<string>("([id, sdp]) => peers.answer(id, sdp)", new object[] { _id, offer });

    /// <summary>Takes a candidate of the other side's.</summary>
    public Task Take(SfuCandidate candidate) => candidate.Candidate is null
        ? Task.CompletedTask
        : page.EvaluateAsync(
            "([id, candidate, sdpMid, sdpMLineIndex]) => peers.candidate(id, { candidate, sdpMid, sdpMLineIndex })",
            new object?[] { _id, candidate.Candidate, candidate.SdpMid, candidate.SdpMLineIndex });

    /// <summary>Its own candidates.</summary>
    public async Task<IReadOnlyList<SfuCandidate>> Found()
    {
        var found = await page.EvaluateAsync<JsonElement>("id => peers.found(id)", _id);
        return [.. found.EnumerateArray().Select(one => new SfuCandidate(one.GetProperty("candidate").GetString(), one.GetProperty("sdpMid").GetString(), one.GetProperty("sdpMLineIndex").GetInt32()))];
    }

    /// <summary>How loud its sound is, 0 to 1.</summary>
    public Task Volume(double gain) => page.EvaluateAsync("([id, gain]) => peers.volume(id, gain)", new object[] { _id, gain });

    /// <summary>Ends it, as a page does that is closed.</summary>
    public Task Close() => page.EvaluateAsync("id => peers.close(id)", _id);

    /// <summary>What it has received so far, by m-line.</summary>
    public Task<IReadOnlyList<MediaLineCount>> Received() => Count("received");

    /// <summary>How many packets it has received so far, by all m-lines.</summary>
    public async Task<long> PacketsReceived() => (await Received()).Sum(line => line.Packets);

    /// <summary>What it has sent so far, by m-line and layer.</summary>
    public Task<IReadOnlyList<MediaLineCount>> Sent() => Count("sent");

    /// <summary>Waits until what it received is so.</summary>
    public async Task<IReadOnlyList<MediaLineCount>> UntilReceived(Func<IReadOnlyList<MediaLineCount>, bool> isSo, BrowserPeer? from = null)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        while (true)
        {
            var now = await Received();
            if (isSo(now))
            {
                return now;
            }

            Assert.False(patience.IsCancellationRequested, $"received only {string.Join(", ", now)}; sent: {(from is null ? "" : string.Join(", ", await from.Sent()))}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<MediaLineCount>> Count(string what)
    {
        var lines = await page.EvaluateAsync<JsonElement>("([id, what]) => peers[what](id)", new object[] { _id, what });
        return lines.Deserialize<MediaLineCount[]>(JsonSerializerOptions.Web)!;
    }
}

/// <summary>What a page publishes.</summary>
public sealed record Sending
{
    public bool audio { get; init; } = true;

    public Picture? camera { get; init; }

    public Picture? screen { get; init; }

    public double gain { get; init; } = 0.5;
}

/// <summary>A picture that a page makes.</summary>
public sealed record Picture(int width, int height, bool layers = false);

/// <summary>What came or went by one m-line.</summary>
public sealed record MediaLineCount(string Mid, string? Rid, string Kind, long Packets, int Width, long Frames);
