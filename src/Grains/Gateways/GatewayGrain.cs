using System.Collections.Immutable;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace FChat.Gateways;

/// <summary>One gateway's lease. Soft state: after a loss of memory it asks for the whole.</summary>
internal sealed partial class GatewayGrain(
    IOptions<LeaseOptions> options,
    ISiloStatusOracle cluster,
    PeopleInstruments instruments,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<GatewayGrain> log) : Grain, IGatewayGrain
{
    private readonly HashSet<UserId> _users = [];
    private readonly HashSet<CallId> _calls = [];
    private IGatewayObserver? _observer;
    private IGrainTimer? _lease;

    private GatewayId Id => new(GrainKeys.IdOf(this.GetPrimaryKeyString()));

    public Task<LeaseAnswer> Renew(IGatewayObserver observer, InterestDelta delta)
    {
        var sendWhole = _observer is null && !delta.Whole;
        _observer = observer;
        Take(delta);
        _lease ??= this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions
        {
            DueTime = options.Value.Length,
            Period = Timeout.InfiniteTimeSpan,
            KeepAlive = true,
        });
        _lease.Change(options.Value.Length, Timeout.InfiniteTimeSpan);
        return Task.FromResult(new LeaseAnswer(options.Value.Length, sendWhole) { Silos = ActiveSilos() });
    }

    public Task<IGatewayObserver?> Observer() => Task.FromResult(_observer);

    public Task Retire()
    {
        LogRetired(Id);
        Close();
        return Task.CompletedTask;
    }

    private Task Expire(CancellationToken cancellation)
    {
        LogExpired(Id, _users.Count, _calls.Count);
        instruments.GatewayLost();
        Close();
        return Task.CompletedTask;
    }

    /// <summary>Forgets the gateway and tells its people, outside of this turn: a gateway that was only slow may renew meanwhile.</summary>
    private void Close()
    {
        _observer = null;
        _lease?.Dispose();
        _lease = null;
        var (users, calls) = (_users.ToList(), _calls.ToList());
        _users.Clear();
        _calls.Clear();
        new Mourners(GrainFactory, options.Value.TellAtOnce, time, log).Tell(Id, users, calls).Ignore();
    }

    private ImmutableArray<string> ActiveSilos() => [.. cluster.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(silo => silo.ToParsableString())];

    private void Take(InterestDelta delta)
    {
        if (delta.Whole)
        {
            _users.Clear();
            _calls.Clear();
        }

        _users.UnionWith(delta.UsersAdded);
        _users.ExceptWith(delta.UsersRemoved);
        _calls.UnionWith(delta.CallsAdded);
        _calls.ExceptWith(delta.CallsRemoved);
    }

    [LoggerMessage(LogLevel.Warning, "The lease of gateway {Gateway} is over: {Users} users and {Calls} calls are told")]
    private partial void LogExpired(GatewayId gateway, int users, int calls);

    [LoggerMessage(LogLevel.Information, "Gateway {Gateway} has gone by its own will")]
    private partial void LogRetired(GatewayId gateway);
}
