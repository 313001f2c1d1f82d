using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Clocks;

/// <summary>How far the clocks of silos and database may differ. Section <c>Clock</c>.</summary>
public sealed class ClockOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Clock";

    /// <summary>By how much a silo's clock may differ from PostgreSQL's, 1 s to 5 min, default 10 s. Beyond, a start is refused, and a running silo warns; rings, leases and signs of life of a silo that is off end too early or too late.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Checks <see cref="ClockOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class ClockOptionsValidator : IValidateOptions<ClockOptions>;
