using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;

namespace FChat.Cluster.Tests.OldPain;

/// <summary>What the pages of very many users tell all the time: heartbeats, and now and then a changed status.</summary>
internal sealed class Users(Neighbourhood neighbourhood)
{
    private static readonly string[] Statuses = ["Online", "Away", "Busy"];
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(5);
    private const int HeartbeatsToAStatus = 4;
    private long _heartbeats;
    private long _statuses;
    private long _refused;

    /// <summary>Heartbeats that were answered.</summary>
    public long Heartbeats => Interlocked.Read(ref _heartbeats);

    /// <summary>Changes of status that were answered.</summary>
    public long StatusChanges => Interlocked.Read(ref _statuses);

    /// <summary>What was refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Goes on for a time, each at a pace of their own.</summary>
    public Task Beat(TimeSpan time, bool changeStatus) => Task.WhenAll(neighbourhood.People.Select((user, i) => Beat(user, i, Clock.Now + time, changeStatus)));

    private async Task Beat(RecordingClient user, int number, TimeSpan until, bool changeStatus)
    {
        await Clock.Pause(HeartbeatEvery * Random.Shared.NextDouble(), CancellationToken.None);
        for (var n = number; Clock.Now < until; n++)
        {
            Count(await user.Ask("heartbeat", new { active = true }, CancellationToken.None), ref _heartbeats);
            if (changeStatus && n % HeartbeatsToAStatus == 0)
            {
                Count(await user.Ask("update_user_status", new { status = Statuses[n / HeartbeatsToAStatus % Statuses.Length] }, CancellationToken.None), ref _statuses);
            }

            await Clock.Pause(HeartbeatEvery, CancellationToken.None);
        }
    }

    private void Count(HubReply reply, ref long done) => Interlocked.Increment(ref reply.IsOk ? ref done : ref _refused);
}
