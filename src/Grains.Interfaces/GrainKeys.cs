using FChat.Calls;
using FChat.Directory;
using FChat.Gateways;
using FChat.Presence;
using FChat.Rooms;
using FChat.Webhooks;

namespace FChat;

/// <summary>How ids become grain keys. The prefix keeps the storage provider from reading a key as a number or a GUID.</summary>
public static class GrainKeys
{
    /// <summary>How many shards share the list of who is online.</summary>
    public const int OnlineShards = 64;

    /// <summary>The grain that owns a call.</summary>
    public static ICallGrain Call(this IGrainFactory grains, CallId id) => grains.Get<ICallGrain>($"c:{id.Value}");

    /// <summary>The grain that owns a room.</summary>
    public static IRoomGrain Room(this IGrainFactory grains, RoomId id) => grains.Get<IRoomGrain>($"r:{id.Value}");

    /// <summary>The grain that owns a user's devices and presence.</summary>
    public static IUserGrain User(this IGrainFactory grains, UserId id) => grains.Get<IUserGrain>($"u:{id.Value}");

    /// <summary>The grain that holds a gateway's lease.</summary>
    public static IGatewayGrain Gateway(this IGrainFactory grains, GatewayId id) => grains.Get<IGatewayGrain>($"g:{id.Value}");

    /// <summary>The shard of the online list that a user belongs to.</summary>
    public static IOnlineShardGrain OnlineShard(this IGrainFactory grains, UserId id) => grains.OnlineShard(ShardOf(id));

    /// <summary>A shard by its number, 0 to <see cref="OnlineShards"/> - 1.</summary>
    public static IOnlineShardGrain OnlineShard(this IGrainFactory grains, int shard) => grains.Get<IOnlineShardGrain>($"o:{shard}");

    /// <summary>The reader of lists and histories.</summary>
    public static IDirectoryGrain Directory(this IGrainFactory grains) => grains.GetGrain<IDirectoryGrain>(0);

    /// <summary>The grain that sends events of calls to a receiver.</summary>
    public static IWebhookGrain Webhook(this IGrainFactory grains, string endpoint) => grains.Get<IWebhookGrain>($"w:{endpoint}");

    /// <summary>The grain on a silo that takes signals from a gateway, by one of the gateway's lanes to that silo.</summary>
    public static ISignalRouterGrain SignalRouter(this IGrainFactory grains, string silo, GatewayId gateway, int lane) =>
        grains.Get<ISignalRouterGrain>($"s:{silo}/{gateway.Value}/{lane}");

    /// <summary>The silo in the key of a grain that is bound to one.</summary>
    public static string SiloOf(string key) => key[2..key.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The id behind a grain's key: what follows the prefix.</summary>
    public static string IdOf(string key) => key[2..];

    /// <summary>The shard number of a user: FNV-1a over the id, equal in every process.</summary>
    public static int ShardOf(UserId id)
    {
        var hash = 2166136261u;
        foreach (var c in id.Value)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return (int)(hash % OnlineShards);
    }
}
