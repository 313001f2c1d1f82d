using System.Net;
using Dapper;
using FChat.Clocks;
using FChat.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using SiloOptions = FChat.Hosting.SiloOptions;

namespace FChat.Storage.Postgres.Clusters;

/// <summary>
/// Writes down which cluster serves this silo's service, unless another one does, or this cluster serves another service. What counts is who lives:
/// members that said so lately, and a claim of the last minute whose silo has not joined yet. Silos that start at once come one after another.
/// </summary>
internal sealed class ClusterClaim(
    NpgsqlDataSource source,
    IOptions<SiloOptions> silo,
    IOptions<PostgresOptions> postgres,
    IOptions<ClusterMembershipOptions> membership,
    IOptions<ClockOptions> clocks) : IStartCheck
{
    // Any number that nobody else locks in this database: "claim" in ASCII.
    private const long LockOfClaims = 0x63_6C_61_69_6D;

    private const int MissedSigns = 3;

    private readonly ClaimQuery _query = new(
        silo.Value.ServiceId,
        silo.Value.ClusterId,
        (membership.Value.IAmAliveTablePublishTimeout * MissedSigns) + clocks.Value.Tolerance);

    /// <inheritdoc/>
    public async Task Check(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.ExecuteAsync($"select pg_advisory_xact_lock({LockOfClaims})");
            Refuse(await connection.QueryAsync<ClusterRival>(ClaimQuery.Rivals, _query));
            Refuse(await connection.QueryAsync<LivingMember>(ClaimQuery.Members, _query));
            await connection.ExecuteAsync(ClaimQuery.Claim, _query);
            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException e)
        {
            throw PostgresRefusal.Of(e, postgres.Value);
        }
    }

    private void Refuse(IEnumerable<ClusterRival> rivals)
    {
        if (rivals.FirstOrDefault() is { } rival)
        {
            var who = $"{rival.Members ?? "a silo of it is just starting"}; a silo that was killed counts as living for {_query.Silence.TotalSeconds:0} s";
            throw new StartRefusedException(rival.ServiceId == _query.ServiceId
                ? $"The service {rival.ServiceId} is served by the cluster {rival.ClusterId} already ({who}), and two clusters would both change its state. Set Silo:ClusterId to {rival.ClusterId}, or stop that cluster, or give this silo a Silo:ServiceId of its own."
                : $"The cluster {rival.ClusterId} serves the service {rival.ServiceId} already ({who}). Set Silo:ServiceId to {rival.ServiceId}, or stop that cluster, or give this silo a Silo:ClusterId of its own.");
        }
    }

    // Two machines that both left Silo:Address at its default would each take the other for a silo of its own, often for its own last start.
    private void Refuse(IEnumerable<LivingMember> members)
    {
        var host = Dns.GetHostName();
        var isLoopback = IPAddress.IsLoopback(IPAddress.Parse(silo.Value.Address));
        if (members.FirstOrDefault(member => member.HostName != host && (isLoopback || IPAddress.IsLoopback(IPAddress.Parse(member.Address)))) is { } stranger)
        {
            throw new StartRefusedException(
                $"The machine {stranger.HostName} has a silo of the cluster {_query.ClusterId} at {stranger.Address}:{stranger.Port}, this machine ({host}) one at {silo.Value.Address}: they cannot reach each other. " +
                $"Set the Silo:Address of both to addresses that others reach them at; if they are two deployments, give each a database of its own. A silo that was killed counts as living for {_query.Silence.TotalSeconds:0} s.");
        }
    }
}
