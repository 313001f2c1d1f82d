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

    /// <summary>The IP address that other silos and gateways reach this one at. Default 127.0.0.1: all of them are on this machine. Any other: the silo listens on all its addresses.</summary>
    [Required, IPAddressText(ErrorMessage = "Silo:Address must be the IP address that others reach this silo at, such as 10.0.0.5: no name, no port, not 0.0.0.0.")]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for other silos, 0 to 65535. Default 11111; 0: one that is free.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for gateways in processes of their own, 0 to 65535. Default 30000; 0: there are none.</summary>
    [Range(0, 65_535)]
    public int ClientPort { get; set; } = 30_000;

    /// <summary>Port for the streams by which gateway processes exchange signals and events with this silo, 0 to 65535. They are told it. Default 0: one that is free. Where there are no gateway processes it is not opened.</summary>
    [Range(0, 65_535)]
    public int StreamPort { get; set; }

    /// <summary>Processor use in percent above which a silo turns the requests of gateways away, 0 to 100. They are <c>unavailable</c> then, signals of running calls too. Default 0: never.</summary>
    [Range(0, 100)]
    public int ShedAboveCpu { get; set; }

    /// <summary>How long a stop may take, 1 to 300 s, default 45 s: running calls are handed to storage and rows still owed go to SQL. Less than the grace that the platform gives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(45);
}

/// <summary>Checks <see cref="SiloOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class SiloOptionsValidator : IValidateOptions<SiloOptions>;
