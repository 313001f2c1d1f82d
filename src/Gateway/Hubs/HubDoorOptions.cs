using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Hubs;

/// <summary>When a silent connection counts as gone (section <c>Hub</c>).</summary>
public sealed class HubDoorOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hub";

    /// <summary>Pause after which the service pings a connection that it has nothing to tell.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence of a client, from its handshake on, after which its connection is closed. Clients ping every 15 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan ClientTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClientTimeout <= KeepAlive)
        {
            yield return new ValidationResult("Hub:ClientTimeout must be longer than Hub:KeepAlive.");
        }
    }
}
