using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Gateways;

/// <summary>How long a gateway is believed without a renewal. Section <c>Lease</c>.</summary>
public sealed class LeaseOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Lease";

    /// <summary>How long one renewal holds, 3 s to 1 min. Default 15 s: three renewals. Then all its connections count as lost.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:01:00")]
    public TimeSpan Length { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many users and calls are told of a gateway's end at once, 1 to 1,000. Default 32.</summary>
    [Range(1, 1_000)]
    public int TellAtOnce { get; set; } = 32;
}

/// <summary>Checks <see cref="LeaseOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class LeaseOptionsValidator : IValidateOptions<LeaseOptions>;
