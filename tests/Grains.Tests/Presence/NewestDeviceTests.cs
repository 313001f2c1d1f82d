using FChat.Cluster;
using FChat.Gateways;

namespace FChat.Presence;

/// <summary>Which of a user's devices is meant when none is named.</summary>
public sealed class NewestDeviceTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task The_newest_device_is_the_last_that_connected_and_is_still_there()
    {
        var (alice, gateway) = (silo.Person("alice"), new GatewayId("gateway"));
        Assert.Null(await alice.Grain.NewestDevice());
        var devices = Enumerable.Range(1, 4).Select(number => new Device(gateway, new ConnectionId($"{number}"))).ToArray();
        foreach (var device in devices[..3])
        {
            await alice.Grain.Connect(device, null, []);
        }

        await alice.Grain.Disconnect(devices[0]);
        await alice.Grain.Connect(devices[3], null, []);
        await alice.Grain.Connect(devices[1], null, []);
        Assert.Equal(devices[3], await alice.Grain.NewestDevice());
        await alice.Grain.Disconnect(devices[3]);
        Assert.Equal(devices[2], await alice.Grain.NewestDevice());
    }
}
