using FChat.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FChat.Hosting;

/// <summary>Lets the outside see what a process does.</summary>
public static class TelemetryComposition
{
    // Orleans' runtime source is left out: every timer tick is a root span of it. SignalR's and ASP.NET Core's as well: each operation has a span of ours, whichever door it came by.
    private static readonly string[] Sources =
        ["Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage", "Npgsql", TelemetryNames.FChat];

    private static readonly string[] Meters =
    [
        TelemetryNames.FChat, TelemetryNames.Gateway, "Microsoft.Orleans", "Npgsql", "System.Runtime",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>Whether spans go anywhere: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. Spans that nobody takes still cost.</summary>
    public static bool IsTraced(this IConfiguration configuration) => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>Metrics for Prometheus.</summary>
    public static void AddMeters(this IHostApplicationBuilder builder) =>
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());

    /// <summary>Traces by OTLP, if anybody takes them (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).</summary>
    /// <param name="program">What the process shows itself as, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    public static void AddTraces(this IHostApplicationBuilder builder, string program)
    {
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (!builder.Configuration.IsTraced())
        {
            return;
        }

        builder.Services.AddOpenTelemetry().WithTracing(traces =>
        {
            traces.ConfigureResource(resource => resource.AddService(program, "fchat", serviceInstanceId: Environment.MachineName).AddEnvironmentVariableDetector());
            traces.SetSampler(new LifecycleSampler(options.SampleRatio)).AddSource(Sources);
            if (!options.ShowIds)
            {
                traces.AddProcessor(new IdsHidden(options.HashKey ?? ""));
            }

            traces.AddOtlpExporter();
        });
    }
}
