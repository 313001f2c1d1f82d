using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FChat.Clocks;

/// <summary>Degraded while the condition <c>ClockSkew</c> is on: the silo still serves, and somebody has to look at its clock.</summary>
internal sealed class ClockHealth(ClockWatch watch) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.IsSkewed
            ? HealthCheckResult.Degraded($"ClockSkew: the clock of this machine is {watch.Last} the database's.")
            : HealthCheckResult.Healthy());
}
