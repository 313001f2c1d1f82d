using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FChat.Hosting;

/// <summary>What a silo's platform reads.</summary>
public sealed class ManagementEndpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HealthStatus.Healthy, HttpStatusCode.OK, "Healthy")]
    [InlineData(HealthStatus.Degraded, HttpStatusCode.OK, "Degraded\nclock: ClockSkew")]
    [InlineData(HealthStatus.Unhealthy, HttpStatusCode.ServiceUnavailable, "Unhealthy\nclock: ClockSkew")]
    public async Task Readiness_names_every_check_that_is_not_well(HealthStatus status, HttpStatusCode code, string text)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks()
            .AddCheck("clock", () => new HealthCheckResult(status, "ClockSkew"), [SiloHealth.Readiness])
            .AddCheck("silo", () => HealthCheckResult.Healthy("well"), [SiloHealth.Readiness]);
        builder.AddMeters();
        await using var silo = builder.Build();
        silo.UseRouting();
        silo.MapManagement();
        await silo.StartAsync(Cancellation);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri($"{silo.Urls.Single()}/health/ready"), Cancellation);

        Assert.Equal((code, text), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
    }
}
