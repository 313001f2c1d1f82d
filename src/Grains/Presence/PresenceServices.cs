using FChat.Gateways;
using FChat.Ledger;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Presence;

/// <summary>What users and shards of a silo share.</summary>
internal sealed class PresenceServices(
    IGatewayLinks links,
    IGrainFactory grains,
    IOptions<PresenceOptions> options,
    PresenceLedgers ledgers,
    PeopleInstruments instruments,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<PresenceServices> log)
{
    public IGatewayLinks Links => links;

    public IGrainFactory Grains => grains;

    public PresenceOptions Options => options.Value;

    public PresenceLedgers Ledgers => ledgers;

    public PeopleInstruments Instruments => instruments;

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public ILogger Log => log;
}

/// <summary>What presence reads from SQL and owes to it.</summary>
internal sealed class PresenceLedgers(IProjector projector, ICallLedger calls, IRoomLedger rooms)
{
    public IProjector Projector => projector;

    public ICallLedger Calls => calls;

    public IRoomLedger Rooms => rooms;
}
