using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.RateLimits;

/// <summary>What one client may send (section <c>Limits</c>). More is refused and not done; to whoever goes on all the same, the refusals come late.</summary>
public sealed class LimitOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>Signals per second and connection, in the long run.</summary>
    [Range(1, 1_000_000)]
    public int SignalsPerSecond { get; set; } = 100;

    /// <summary>Signals that a connection may send at once.</summary>
    [Range(1, 1_000_000)]
    public int SignalBurst { get; set; } = 400;

    /// <summary>Other operations per second and connection (by HTTP: and user), in the long run.</summary>
    [Range(1, 1_000_000)]
    public int OperationsPerSecond { get; set; } = 20;

    /// <summary>Other operations that a connection (by HTTP: a user) may send at once.</summary>
    [Range(1, 1_000_000)]
    public int OperationBurst { get; set; } = 60;

    /// <summary>What a user may send to a gateway by all connections and HTTP together, in allowances of one connection.</summary>
    [Range(1, 1_000)]
    public int UserFactor { get; set; } = 3;

    /// <summary>Hub connections of one user to a gateway. One more is refused before it opens.</summary>
    [Range(1, 10_000)]
    public int ConnectionsPerUser { get; set; } = 20;

    /// <summary>HTTP requests and hub handshakes per second from one address (of IPv6: one network of 64 bits), in the long run. Many people may share one.</summary>
    [Range(1, 1_000_000)]
    public int AddressRequestsPerSecond { get; set; } = 1_000;

    /// <summary>HTTP requests and hub handshakes that may come from one address at once.</summary>
    [Range(1, 1_000_000)]
    public int AddressRequestBurst { get; set; } = 5_000;

    /// <summary>Bytes of one hub frame; a larger one closes its connection.</summary>
    [Range(4 * 1024, 16 * 1024 * 1024)]
    public int HubFrameBytes { get; set; } = 128 * 1024;

    /// <summary>Bytes of an HTTP request's body. A URL-encoded form may have three times as many: so much it can grow by its encoding.</summary>
    [Range(4 * 1024, 16 * 1024 * 1024)]
    public int BodyBytes { get; set; } = 128 * 1024;

    /// <summary>UTF-8 bytes of <c>signal_data</c>.</summary>
    [Range(1024, 8 * 1024 * 1024)]
    public int SignalBytes { get; set; } = FChat.Limits.SignalBytes;

    /// <summary>UTF-8 bytes of a message's content.</summary>
    [Range(1, 8 * 1024 * 1024)]
    public int MessageBytes { get; set; } = FChat.Limits.MessageBytes;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var largest = Math.Max(SignalBytes, MessageBytes);
        if (largest > Math.Min(HubFrameBytes, BodyBytes))
        {
            yield return new ValidationResult("A signal or message that is allowed must fit in a hub frame and in a body.");
        }

        if (SignalBurst < SignalsPerSecond || OperationBurst < OperationsPerSecond || AddressRequestBurst < AddressRequestsPerSecond)
        {
            yield return new ValidationResult("A burst must not be smaller than what is allowed per second.");
        }
    }
}
