using System.ComponentModel.DataAnnotations;

namespace FChat.Hosting;

/// <summary>What traces show. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>
    /// Of the operations that neither belong to a call's life nor come with a <c>traceparent</c>, this part is traced; 0: none, 1: all. Default 0.05.
    /// Making, joining, leaving, rejecting and ending calls is always traced.
    /// </summary>
    [Range(0.0, 1.0)]
    public double SampleRatio { get; set; } = 0.05;

    /// <summary>Ids of people and rooms stand in spans as they are. Default: a hash stands for them, the same in all processes.</summary>
    public bool ShowIds { get; set; }

    /// <summary>Goes into these hashes, so that nobody without it can try ids out. Give all processes the same. Default: none.</summary>
    [MaxLength(256)]
    public string? HashKey { get; set; }
}
