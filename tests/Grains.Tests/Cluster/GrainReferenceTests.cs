using FChat.Calls;
using FChat.Gateways;
using FChat.Presence;
using FChat.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Cluster;

/// <summary>References that are made of known types are those that Orleans makes.</summary>
public sealed class GrainReferenceTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    [Theory, InlineData(true), InlineData(false)]
    public void The_first_and_the_next_are_what_the_factory_would_have_made(bool fromSilo)
    {
        var grains = fromSilo ? cluster.Services.GetRequiredService<IGrainFactory>() : cluster.Grains;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(grains.GetGrain<ICallGrain>($"c:{i}"), grains.Call(new CallId($"{i}")));
            Assert.Equal(grains.GetGrain<IRoomGrain>($"r:{i}"), grains.Room(new RoomId($"{i}")));
            Assert.Equal(grains.GetGrain<IUserGrain>($"u:{i}"), grains.User(new UserId($"{i}")));
            Assert.Equal(grains.GetGrain<IGatewayGrain>($"g:{i}"), grains.Gateway(new GatewayId($"{i}")));
            Assert.Equal(grains.GetGrain<IOnlineShardGrain>($"o:{i}"), grains.OnlineShard(i));
        }
    }
}
