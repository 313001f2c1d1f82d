using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace FChat.LoadTests.Measuring;

/// <summary>Resident memory once garbage is gone: without that, it says how long ago the last collection was and not what is held.</summary>
public static class SettledMemory
{
    private const int MostCollections = 12;
    private const double Still = 0.005;
    // The keyword makes the runtime collect everything when such a session begins (ETW: GCHeapCollect).
    private const long GCHeapCollect = 0x0080_0000;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Collects in the servers until their resident memory moves by less than 0.5 % in 2 s, at most 12 times, and gives it in bytes.</summary>
    public static async Task<long> MeasureAsync(IReadOnlyList<int> processIds, CancellationToken stop)
    {
        var last = ProcessFigures.ResidentBytes(processIds);
        for (var i = 0; i < MostCollections; i++)
        {
            foreach (var id in processIds)
            {
                await CollectAsync(id, stop);
            }

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

    private static async Task CollectAsync(int processId, CancellationToken stop)
    {
        var client = new DiagnosticsClient(processId);
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GCHeapCollect);
        using var session = await client.StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 16, stop);
        var reading = session.EventStream.CopyToAsync(Stream.Null, stop);
        await session.StopAsync(stop);
        await reading;
    }
}
