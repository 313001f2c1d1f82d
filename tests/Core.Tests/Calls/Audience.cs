using FChat.Calls;
using FChat.Core.Calls;
using FChat.Presence;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>
/// Everybody's devices, all connected all the time, and what each was told. Stands for the gateways: who is in hears broadcasts, from after the answer that let it in until its seat is closed.
/// </summary>
internal sealed class Audience
{
    /// <summary>A device that never joins.</summary>
    public const string Idle = "idle";

    private readonly Dictionary<ConnectionId, List<ServiceEvent>> _heard = [];
    private readonly HashSet<ConnectionId> _seated = [];

    public Audience(IEnumerable<UserId> people, IReadOnlyList<string> devices)
    {
        foreach (var user in people)
        {
            Devices[user] = [.. devices.Append(Idle).Select(device => SeatOf(user, device).Connection!.Value)];
        }
    }

    /// <summary>Each person's connections.</summary>
    public Dictionary<UserId, ConnectionId[]> Devices { get; } = [];

    /// <summary>What a device was told, in order.</summary>
    public IReadOnlyList<ServiceEvent> HeardBy(ConnectionId device) => _heard.GetValueOrDefault(device) ?? [];

    /// <summary>Passes on what a command came to.</summary>
    public void Take(CallScene scene, IEnumerable<Outgoing> told)
    {
        foreach (var item in told)
        {
            Deliver(item);
        }

        if (!scene.Call.IsOver)
        {
            _seated.UnionWith(scene.Call.Seated.Select(who => who.Seat!.Connection).OfType<ConnectionId>());
        }
    }

    private void Deliver(Outgoing item)
    {
        switch (item)
        {
            case Broadcast all: ToSeats(all); break;
            case SeatClosed closed: Close(closed); break;
            case ToUser one: ToDevices(one.User, one.Notice); break;
        }
    }

    private void ToSeats(Broadcast all)
    {
        foreach (var device in _seated)
        {
            Hear(device, all.Content.Event);
        }

        if (all.Closes)
        {
            _seated.Clear();
        }
    }

    private void Close(SeatClosed closed)
    {
        var device = closed.Seat.Connection!.Value;
        _seated.Remove(device);
        if (closed.Content is { } content)
        {
            Hear(device, content.Event);
        }
    }

    private void ToDevices(UserId user, UserNotice notice)
    {
        var (content, except) = notice switch
        {
            RingStarted ring => (ring.Content, null),
            RingStopped stop => (stop.Content, stop.Except),
            EventCopy copy => (copy.Content, copy.Except),
            _ => (null, (ConnectionId?)null),
        };
        foreach (var device in Devices[user].Where(device => content is not null && device != except))
        {
            Hear(device, content!.Event);
        }
    }

    private void Hear(ConnectionId device, ServiceEvent told)
    {
        if (!_heard.TryGetValue(device, out var heard))
        {
            _heard[device] = heard = [];
        }

        heard.Add(told);
    }
}
