using FChat.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orleans.Hosting;

namespace FChat.Hosting;

/// <summary>Lets the outside see what a silo does.</summary>
public static class SiloTelemetry
{
    // Orleans' runtime source is left out: every timer tick is a root span of it.
    private static readonly string[] Sources =
        ["Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage", TelemetryNames.FChat];

    /// <summary>Metrics for Prometheus; traces by OTLP, if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to (spans that nobody takes still cost).</summary>
    public static IHostApplicationBuilder AddFChatSiloTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry();
        telemetry.WithMetrics(metrics => metrics.AddMeter("Microsoft.Orleans", TelemetryNames.FChat).AddPrometheusExporter());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter());
            builder.UseOrleans(orleans => orleans.AddActivityPropagation());
        }

        return builder;
    }
}
