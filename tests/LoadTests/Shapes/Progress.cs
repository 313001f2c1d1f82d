using System.Diagnostics;

namespace FChat.LoadTests.Shapes;

/// <summary>Waits for a count that grows on other threads.</summary>
public static class Progress
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns when <paramref name="count"/> has reached <paramref name="goal"/> (which may move), or has not grown for <paramref name="patience"/>. True: it was reached.</summary>
    public static async Task<bool> UntilAsync(Func<long> count, Func<long> goal, TimeSpan patience, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery);
        var last = count();
        var grown = Stopwatch.GetTimestamp();
        while (last < goal() && Stopwatch.GetElapsedTime(grown) < patience)
        {
            await timer.WaitForNextTickAsync(stop);
            var now = count();
            if (now > last)
            {
                (last, grown) = (now, Stopwatch.GetTimestamp());
            }
        }

        return last >= goal();
    }
}
