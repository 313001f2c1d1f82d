using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>What rooms, presence and leases count.</summary>
internal sealed class PeopleInstruments
{
    private readonly UpDownCounter<long> _online;
    private readonly UpDownCounter<long> _rooms;
    private readonly ShownCounter _ghosts;
    private readonly Counter<long> _messages;
    private readonly ShownCounter _gateways;

    public PeopleInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.FChat);
        _online = meter.CreateUpDownCounter<long>("fchat.presence.online", "{user}", "Users with a connection, as this silo's parts of the online list have them");
        _ghosts = new ShownCounter(meter, "fchat.presence.ghosts", "{user}", "Users taken off the online list because nobody repeated them");
        _rooms = meter.CreateUpDownCounter<long>("fchat.rooms.active", "{room}", "Rooms in this silo's memory");
        _messages = meter.CreateCounter<long>("fchat.rooms.messages", "{message}", "Messages that rooms have taken");
        _gateways = new ShownCounter(meter, "fchat.gateways.lost", "{gateway}", "Gateways whose lease ran out");
    }

    /// <summary>The list has grown, or shrunk.</summary>
    public void Online(int more) => _online.Add(more);

    /// <summary>Users were found gone.</summary>
    public void Ghosts(int found) => _ghosts.Add(found);

    /// <summary>A room was loaded, or has left memory.</summary>
    public void Rooms(int more) => _rooms.Add(more);

    /// <summary>Messages were taken.</summary>
    public void Messages(int taken) => _messages.Add(taken);

    /// <summary>A lease ran out.</summary>
    public void GatewayLost() => _gateways.Add(1);
}
