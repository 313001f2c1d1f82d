using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace FChat.LoadTests.Measuring;

/// <summary>Full collections in other .NET processes.</summary>
public static class Collection
{
    // The keyword makes the runtime collect everything when such a session begins (ETW: GCHeapCollect).
    private const long GCHeapCollect = 0x0080_0000;

    /// <summary>Collects once in each of them.</summary>
    public static async Task RunAsync(IReadOnlyList<int> processIds, CancellationToken stop)
    {
        foreach (var id in processIds)
        {
            await RunAsync(id, stop);
        }
    }

    private static async Task RunAsync(int processId, CancellationToken stop)
    {
        var client = new DiagnosticsClient(processId);
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GCHeapCollect);
        using var session = await client.StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 16, stop);
        var reading = session.EventStream.CopyToAsync(Stream.Null, stop);
        await session.StopAsync(stop);
        await reading;
    }
}
