using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace FChat.LoadTests.Servers.Hubs;

/// <summary>What joins several processes of a stock SignalR hub: Redis as its backplane, otherwise as it comes.</summary>
public static class RedisBackplane
{
    private const string Channels = "fchat-load";

    /// <summary>Environment variable with the address of the Redis, host and port.</summary>
    public const string Variable = "FCHAT_LOAD_REDIS";

    /// <summary>Sends to users and groups of all processes through the Redis, if one is named.</summary>
    public static void AddIfNamed(ISignalRServerBuilder signalR)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address)
        {
            signalR.AddStackExchangeRedis(address, redis => redis.Configuration.ChannelPrefix = RedisChannel.Literal(Channels));
        }
    }
}
