using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace FChat.Hosting;

/// <summary>Ready while the silo is an active member of its cluster. Storage is not asked: running calls go on without it.</summary>
public sealed class SiloHealth(ISiloStatusOracle membership) : IHealthCheck
{
    /// <summary>Tag of the checks that <c>/health/ready</c> asks.</summary>
    public const string Readiness = "ready";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(membership.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The silo is {membership.CurrentStatus}."));
}
