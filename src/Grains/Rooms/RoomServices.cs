using FChat.Core.Rooms;
using FChat.Durable;
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

    public NewGrains NewGrains => surroundings.NewGrains;
}

/// <summary>The time that rooms go by, where they show themselves, and whom they tell of the calls that they make.</summary>
internal sealed class RoomSurroundings(
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, PeopleInstruments instruments, ILogger<RoomGrain> log, NewGrains newGrains)
{
    public NewGrains NewGrains => newGrains;

    public PeopleInstruments Instruments => instruments;

    public TimeProvider Time => time;

    public ILogger Log => log;
}
