using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace FChat.LoadTests.Servers.Hubs;

/// <summary>What joins several processes of a stock SignalR hub: Redis as its backplane, otherwise as it comes.</summary>
public static class RedisBackplane
{
    private const string Channels = "fchat-load";

    /// <summary>Sends to users and groups of all processes through the Redis at <paramref name="address"/>.</summary>
    public static void Add(ISignalRServerBuilder signalR, string address) =>
        signalR.AddStackExchangeRedis(address, redis => redis.Configuration.ChannelPrefix = RedisChannel.Literal(Channels));
}
