using FChat.Gateway.Delivery;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Lease;

/// <summary>Each second: renews what is due of calls and connections, says departures again, and looks for connections that are stuck.</summary>
internal sealed class InterestRenewal(
    ConnectionRegistry connections,
    LocalRoster roster,
    CallInterestRenewal calls,
    DevicePresence devices,
    RenewalHaste haste,
    IOptions<RenewalOptions> options,
    LeaseState lease) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Short for whoever rings meanwhile, and long enough for a silo that has just taken over the users of a dead one.
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(2);
    private readonly RenewalSchedule<LocalCall> callSchedule = new(options.Value.Call, lease.Time);
    private readonly RenewalSchedule<Connection> connectionSchedule = new(options.Value.Connection, lease.Time);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Tick, lease.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RenewDue(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            lease.LogEnded();
        }
    }

    private async Task RenewDue(CancellationToken stopping)
    {
        foreach (var connection in connections.All)
        {
            connection.Outbox.Check();
        }

        if (haste.Take())
        {
            callSchedule.Hasten(roster.Calls, Hurry);
            connectionSchedule.Hasten(connections.All, Hurry);
        }

        await devices.SayDepartures();
        var pace = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Pace, CancellationToken = stopping };
        await Parallel.ForEachAsync(callSchedule.Due(roster.Calls), pace, (call, _) => new ValueTask(calls.Renew(call)));
        await Parallel.ForEachAsync(connectionSchedule.Due(connections.All), pace, (connection, _) => new ValueTask(RenewConnection(connection)));
    }

    // A connection that closed while it was said to be open is said to be closed again: the last word must be true.
    private async Task RenewConnection(Connection connection)
    {
        await devices.Connected(connection);
        if (connections.Find(connection.Id) is null)
        {
            await devices.Disconnected(connection, []);
        }
    }
}
