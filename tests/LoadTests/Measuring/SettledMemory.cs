namespace FChat.LoadTests.Measuring;

/// <summary>Resident memory once garbage is gone: without that, it says how long ago the last collection was and not what is held.</summary>
public static class SettledMemory
{
    private const int MostCollections = 12;
    private const double Still = 0.005;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Collects in the servers until their resident memory moves by less than 0.5 % in 2 s, at most 12 times, and gives it in bytes.</summary>
    /// <param name="collect">Collects once in all of them.</param>
    public static async Task<long> MeasureAsync(IReadOnlyList<int> processIds, Func<Task> collect, CancellationToken stop)
    {
        var last = ProcessFigures.ResidentBytes(processIds);
        for (var i = 0; i < MostCollections; i++)
        {
            await collect();
            await Task.Delay(Between, TimeProvider.System, stop);
            var now = ProcessFigures.ResidentBytes(processIds);
            if (Math.Abs(now - last) < last * Still)
            {
                return now;
            }

            last = now;
        }

        return last;
    }
}
