using System.Collections.Immutable;
using FChat.Presence;

namespace FChat.Directory;

/// <content>Who is online: soft state of the shards, never SQL.</content>
internal sealed partial class DirectoryGrain
{
    public async Task<Outcome<OnlineUsers>> OnlineUsers(Caller caller, RoomId? room, int page, int pageSize)
    {
        IEnumerable<PresenceView> online;
        if (room is { } id)
        {
            var reading = await GrainFactory.Room(id).Reading(caller);
            if (!reading.IsDone)
            {
                return reading.Refused<OnlineUsers>();
            }

            online = await OnlineAmong(reading.Value.Members);
        }
        else
        {
            var shards = await Gather([.. Enumerable.Range(0, GrainKeys.OnlineShards)], shard => GrainFactory.OnlineShard(shard).Online());
            online = shards.SelectMany(users => users);
        }

        var ordered = online.OrderBy(u => u.User).ToList();
        return new OnlineUsers([.. ordered.Skip((page - 1) * pageSize).Take(pageSize)], page, pageSize, ordered.Count);
    }

    public async Task<Outcome<int>> CleanupStaleUsers()
    {
        var removed = await Gather([.. Enumerable.Range(0, GrainKeys.OnlineShards)], shard => GrainFactory.OnlineShard(shard).Sweep());
        return removed.Sum();
    }

    private async Task<IEnumerable<PresenceView>> OnlineAmong(ImmutableArray<UserId> users)
    {
        var shards = users.GroupBy(GrainKeys.ShardOf).ToList();
        var entries = await Gather(shards, shard => GrainFactory.OnlineShard(shard.Key).Locate([.. shard]));
        return entries.SelectMany(e => e).Select(e => e.Presence).Where(p => p.ChatStatus != ChatStatus.Offline);
    }
}
