using System.Diagnostics;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>
/// Users who tell that they live, whatever the service does: beat g of a stretch is due at start + g / rate, users take turns, and every fifth beat of a user
/// is a change of status instead of a heartbeat. Latency counts from when a beat was due.
/// </summary>
public sealed class PresenceTraffic(IReadOnlyList<HubClient> users, double beatsPerSecond, Faults faults)
{
    private const int StatusEvery = 5;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private long _beats;
    private long _answered;

    /// <summary>Beats that were answered, since the start.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>From due to answered, since the last <see cref="Open"/>.</summary>
    public LatencyHistogram Latencies { get; private set; } = new();

    /// <summary>Measures from now on.</summary>
    public void Open() => Latencies = new LatencyHistogram();

    /// <summary>Beats until <paramref name="enough"/>, and waits for the answers.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken stop)
    {
        if (users.Count == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(LookEvery);
        var pending = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0L; !enough.IsCancellationRequested && !stop.IsCancellationRequested;)
        {
            for (var due = Due(start, sent); due <= Stopwatch.GetTimestamp(); due = Due(start, ++sent))
            {
                pending.Add(BeatAsync(due, stop));
            }

            pending.RemoveAll(beat => beat.IsCompletedSuccessfully);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(pending);
    }

    /// <summary>What a user does at its beat with this number, from 0.</summary>
    public static (string Operation, object Argument) Beat(long number) => (number % StatusEvery, number / StatusEvery % 2) switch
    {
        (StatusEvery - 1, 0) => ("update_user_status", new { status = "Away" }),
        (StatusEvery - 1, _) => ("update_user_status", new { status = "Online" }),
        _ => ("heartbeat", new { active = true }),
    };

    private long Due(long start, long number) => start + (long)(number * Stopwatch.Frequency / beatsPerSecond);

    private async Task BeatAsync(long due, CancellationToken stop)
    {
        var beat = _beats++;
        var (operation, argument) = Beat(beat / users.Count);
        try
        {
            _ = (await users[(int)(beat % users.Count)].InvokeAsync(operation, argument, stop)).Required;
            Latencies.Record(Stopwatch.GetElapsedTime(due));
            Interlocked.Increment(ref _answered);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
        {
            faults.Report($"{operation} failed", e.Message);
        }
    }
}
