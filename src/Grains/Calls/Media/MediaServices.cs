using FChat.Media;
using Microsoft.Extensions.Logging;

namespace FChat.Calls.Media;

/// <summary>What a call's media needs besides the call, and where what it gives up goes.</summary>
internal sealed partial class MediaServices(ISfu sfu, TopologyOptions options, TimeProvider time, ILogger log)
{
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

    /// <summary>Waits for nobody's answer; if it is a refusal, operators read of it.</summary>
    public async Task Note(Task<SfuOutcome<SfuDone>> request)
    {
        var outcome = await request;
        if (!outcome.IsDone)
        {
            var (fault, message) = (outcome.Fault, outcome.Message);
            LogRefused(log, fault, message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A media server refused to hold back a muted participant's sound ({Fault}): {Message}")]
    private static partial void LogRefused(ILogger log, SfuFault fault, string message);
}
