using FChat.Media;
using Microsoft.Extensions.Logging;

namespace FChat.Calls.Media;

/// <summary>What a call's media needs besides the call, and where what it gives up goes.</summary>
internal sealed partial class MediaServices(ISfu sfu, TopologyOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public ISfu Sfu => sfu;

    public TopologyOptions Options => options;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>Ends when everything that was given up so far is.</summary>
    public Task Released { get; private set; } = Task.CompletedTask;

    /// <summary>Gives something at the media server up, in nobody's request.</summary>
    public void Release(IAsyncDisposable given)
    {
        using (ExecutionContext.SuppressFlow())
        {
            Released = Task.WhenAll(Released, given.DisposeAsync().AsTask());
        }
    }

    /// <summary>
    /// The outcome, if it comes soon. A connection's requests are done one after another: behind one that waits for a media server that hangs,
    /// everything else of its user would wait. What was asked goes on; asking again is harmless.
    /// </summary>
    public async Task<Refusal?> Patiently(Task<Refusal?> asked)
    {
        try
        {
            return await asked.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return Refusal.Unavailable;
        }
    }
}
