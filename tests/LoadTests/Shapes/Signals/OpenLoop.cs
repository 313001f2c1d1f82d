using System.Diagnostics;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>
/// Sends at a fixed total rate whatever the service does. Thing g of the run is due at start + g / rate, and its latency counts from there:
/// one that this driver sent late, because it was held up itself, is no quicker for it.
/// </summary>
public sealed class OpenLoop(IReadOnlyList<ILine> lines, double perSecond)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    /// <summary>How late this driver sent what was due; part of every latency.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>Sends, taking the lines in turn, until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery);
        var start = Stopwatch.GetTimestamp();
        var sent = 0L;
        while (!stop.IsCancellationRequested)
        {
            for (var due = Due(start, sent); due <= Stopwatch.GetTimestamp() && !stop.IsCancellationRequested; due = Due(start, sent))
            {
                Lateness.Record(Stopwatch.GetElapsedTime(due));
                lines[(int)(sent % lines.Count)].Send(due);
                sent++;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>When the one with this number, from 0, is due.</summary>
    public long Due(long start, long number) => start + (long)(number * Stopwatch.Frequency / perSecond);
}
