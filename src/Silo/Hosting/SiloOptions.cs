using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Hosting;

/// <summary>Which cluster a silo belongs to and where it listens. Section <c>Silo</c>.</summary>
public sealed class SiloOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Silo";

    /// <summary>The cluster: silos and gateways of one belong together. Default <c>fchat</c>.</summary>
    [Required, MinLength(1)]
    public string ClusterId { get; set; } = "fchat";

    /// <summary>The service: durable state belongs to it and outlives clusters. Changing it hides everything that was stored. Default <c>fchat</c>.</summary>
    [Required, MinLength(1)]
    public string ServiceId { get; set; } = "fchat";

    /// <summary>Port for other silos, 0 to 65535, on the loopback address. Default 11111; 0: one that is free.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for gateways in processes of their own, 0 to 65535, on the loopback address. Default 30000; 0: there are none.</summary>
    [Range(0, 65_535)]
    public int ClientPort { get; set; } = 30_000;

    /// <summary>How long a stop may take, 1 to 300 s, default 45 s: running calls are handed to storage and rows still owed go to SQL. Less than the grace that the platform gives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(45);
}

/// <summary>Checks <see cref="SiloOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class SiloOptionsValidator : IValidateOptions<SiloOptions>;
