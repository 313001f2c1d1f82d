using System.Collections.Immutable;
using FChat.Core.Rooms;
using FChat.Durable;
using FChat.Presence;
using Microsoft.Extensions.Logging;

namespace FChat.Rooms;

/// <summary>
/// Tells a room's people on their devices, in order and beside the requests: all that has waited is located together and goes as one envelope per event and gateway.
/// What cannot be located after three tries is dropped; pages find gaps by the message numbers and read rooms anew when they connect.
/// </summary>
internal sealed partial class RoomAnnouncer
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly RoomServices _services;
    private readonly Queue<RoomNews> _waiting = new();
    private readonly Pump _pump;

    public RoomAnnouncer(RoomServices services)
    {
        _services = services;
        _pump = new Pump(Round);
    }

    /// <summary>Ends when everything is handed to the links.</summary>
    public Task Idle => _pump.Idle;

    public void Announce(ImmutableArray<RoomNews> news)
    {
        foreach (var item in news)
        {
            if (_waiting.Count >= _services.WaitingNews)
            {
                _waiting.Dequeue();
                LogDropped(_services.Log, 1);
            }

            _waiting.Enqueue(item);
        }

        if (_waiting.Count > 0)
        {
            _pump.Signal();
        }
    }

    private async Task Round()
    {
        RoomNews[] batch = [.. _waiting];
        _waiting.Clear();
        var people = batch.SelectMany(news => news.To).ToHashSet();
        if (await Locate(people) is not { } located)
        {
            LogDropped(_services.Log, batch.Length);
            return;
        }

        foreach (var news in batch)
        {
            var to = people.SetEquals(news.To) ? people : news.To.ToHashSet();
            _services.Links.SendTo(located.Where(entry => to.Contains(entry.Presence.User)), news.Content);
        }
    }

    private async Task<ImmutableArray<OnlineEntry>?> Locate(HashSet<UserId> people)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                return await _services.Grains.Locate(people);
            }
            catch (Exception failure)
            {
                LogNotLocated(_services.Log, failure, attempt);
                await Task.Delay(Pause, _services.Time);
            }
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The people of a room could not be located, try {Attempt}")]
    private static partial void LogNotLocated(ILogger log, Exception failure, int attempt);

    [LoggerMessage(LogLevel.Warning, "{Count} events of a room were dropped")]
    private static partial void LogDropped(ILogger log, int count);
}
