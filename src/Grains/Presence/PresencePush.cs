using FChat.Durable;
using Microsoft.Extensions.Logging;

namespace FChat.Presence;

/// <summary>Keeps a user's entry in the online list as the user is: one at a time, the newest each time, again until it is taken.</summary>
internal sealed partial class PresencePush
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly PresenceServices _services;
    private readonly Func<OnlineEntry> _entry;
    private readonly Pump _pump;

    public PresencePush(PresenceServices services, Func<OnlineEntry> entry)
    {
        (_services, _entry) = (services, entry);
        _pump = new Pump(Round);
    }

    /// <summary>The user has changed, or repeats what they are.</summary>
    public void Signal() => _pump.Signal();

    /// <summary>Waits until the list has taken it, but not longer than a device may wait.</summary>
    public Task Reached() => _pump.Idle.WaitAsync(_services.Options.ConnectWait, _services.Time).SuppressThrowing();

    private async Task Round()
    {
        var entry = _entry();
        try
        {
            await _services.Grains.OnlineShard(entry.Presence.User).Put(entry);
        }
        catch (Exception failure)
        {
            LogNotTaken(_services.Log, failure);
            await Task.Delay(Pause, _services.Time);
            _pump.Signal();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The online list did not take a user's presence; trying again")]
    private static partial void LogNotTaken(ILogger log, Exception failure);
}
