using System.Collections.Immutable;
using FChat.Gateways;
using FChat.Presence;

namespace FChat.Cluster;

/// <summary>A user of a test, with the devices that the test connects.</summary>
internal sealed class Person(SiloFixture silo, string id, string name)
{
    private readonly List<(FakeGateway Gateway, Device Device)> _devices = [];
    private int _connections;

    public UserId Id { get; } = new(id);

    public Caller Caller { get; } = new(new UserId(id), name, IsOperator: false);

    public IUserGrain Grain => silo.Grains.User(Id);

    public FakeGateway Gateway => _devices[^1].Gateway;

    public Device Device => _devices[^1].Device;

    /// <summary>Connects one more device.</summary>
    /// <returns>Calls that may ring.</returns>
    public Task<ImmutableArray<CallId>> Connect(FakeGateway gateway)
    {
        _devices.Add((gateway, new Device(gateway.Id, new ConnectionId($"{id}/{++_connections}"))));
        return Reconnect();
    }

    /// <summary>Repeats the last device, as gateways do.</summary>
    public Task<ImmutableArray<CallId>> Reconnect(params ImmutableArray<CallId> calls) => Grain.Connect(Device, name, calls);

    /// <summary>The last device goes.</summary>
    public async Task Disconnect()
    {
        await Grain.Disconnect(Device);
        _devices.RemoveAt(_devices.Count - 1);
    }

    /// <summary>The next event of the kind that the person's last device's gateway is told for them.</summary>
    public Task<T> Hears<T>(Func<T, bool>? where = null)
        where T : ServiceEvent => Gateway.Hears(IsMine, where);

    /// <summary>What they were told and the test has not heard yet.</summary>
    public IReadOnlyList<ServiceEvent> Unheard => Gateway.Unheard(IsMine);

    public override string ToString() => id;

    private bool IsMine(Audience audience) => audience switch
    {
        UsersAudience users => users.Users.Contains(Id) && users.Except != Device.Connection,
        ConnectionAudience one => _devices.Exists(device => device.Device.Connection == one.Connection),
        _ => false,
    };
}
