using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Lease;

/// <summary>How often this gateway says that it lives and what it holds (section <c>Renewal</c>).</summary>
public sealed class RenewalOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Renewal";

    /// <summary>Pause between renewals of the gateway's lease. Three of them must fit in a lease, or a hiccup loses every connection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Shortest pause between renewals of the interest in one call; the longest is half as much again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Call { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Shortest pause between repetitions of one connection's presence; the longest is half as much again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Connection { get; set; } = TimeSpan.FromSeconds(24);

    /// <summary>Calls to the cluster that renewals may have open at once.</summary>
    [Range(1, 1_024)]
    public int Pace { get; set; } = 32;

    /// <summary>Within what time clients of a gateway that goes away are asked to connect again; the gateway waits that long for them before it stops.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReconnectWithin { get; set; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Call > TimeSpan.FromSeconds(20))
        {
            yield return new ValidationResult("Renewal:Call above 20 s leaves connections unsaid for longer than a call's grace of 30 s.");
        }
    }
}
