using FChat.Core.Rooms;
using FChat.Gateways;
using FChat.Ledger;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Rooms;

/// <summary>What all rooms of a silo share.</summary>
internal sealed class RoomServices(
    IGatewayLinks links,
    IProjector projector,
    IGrainFactory grains,
    IOptions<RoomOptions> options,
    IOptions<LedgerOptions> ledger,
    RoomSurroundings surroundings)
{
    public IGatewayLinks Links => links;

    public IProjector Projector => projector;

    public IGrainFactory Grains => grains;

    public RoomRules Rules { get; } = new(options.Value.ToLimits());

    public int WaitingNews => options.Value.WaitingNews;

    /// <summary>How long an answer may wait for its rows.</summary>
    public TimeSpan ReadWait => ledger.Value.ReadWait;

    public TimeProvider Time => surroundings.Time;

    public PeopleInstruments Instruments => surroundings.Instruments;

    public ILogger Log => surroundings.Log;
}

/// <summary>The time that rooms go by, and where they show themselves.</summary>
internal sealed class RoomSurroundings(
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, PeopleInstruments instruments, ILogger<RoomGrain> log)
{
    public PeopleInstruments Instruments => instruments;

    public TimeProvider Time => time;

    public ILogger Log => log;
}
