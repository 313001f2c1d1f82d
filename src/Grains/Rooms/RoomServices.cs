using FChat.Core.Rooms;
using FChat.Gateways;
using FChat.Ledger;
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
    RoomClock clock)
{
    public IGatewayLinks Links => links;

    public IProjector Projector => projector;

    public IGrainFactory Grains => grains;

    public RoomRules Rules { get; } = new(options.Value.ToLimits());

    public int WaitingNews => options.Value.WaitingNews;

    /// <summary>How long an answer may wait for its rows.</summary>
    public TimeSpan ReadWait => ledger.Value.ReadWait;

    public TimeProvider Time => clock.Time;

    public ILogger Log => clock.Log;
}

/// <summary>The time and the log that rooms go by.</summary>
internal sealed class RoomClock([FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, ILogger<RoomGrain> log)
{
    public TimeProvider Time => time;

    public ILogger Log => log;
}
