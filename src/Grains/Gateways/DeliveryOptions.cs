using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Gateways;

/// <summary>How a silo's links deliver to gateways. Section <c>Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Delivery";

    /// <summary>Most envelopes of one batch, 1 to 4,096. Default 256. Larger: fewer messages between processes, more to repeat when one is lost.</summary>
    [Range(1, 4_096)]
    public int BatchEnvelopes { get; set; } = 256;

    /// <summary>Estimated bytes after which a batch is closed, 1 KiB to 4 MiB. Default 64 KiB. One envelope always fits.</summary>
    [Range(1_024, 4 * 1_024 * 1_024)]
    public int BatchBytes { get; set; } = 64 * 1_024;

    /// <summary>Envelopes that may wait for one gateway, 256 to 1,000,000. Default 20,000. One more and all of them are dropped, and the gateway's connections resume.</summary>
    [Range(256, 1_000_000)]
    public int OutboxEnvelopes { get; set; } = 20_000;

    /// <summary>Estimated bytes that may wait for one gateway, 1 MiB to 1 GiB. Default 64 MiB. Beyond: as above.</summary>
    [Range(1_024 * 1_024, 1_024 * 1_024 * 1_024)]
    public int OutboxBytes { get; set; } = 64 * 1_024 * 1_024;

    /// <summary>How often one batch may fail before the gateway is given up, 1 to 10. Default 3.</summary>
    [Range(1, 10)]
    public int Failures { get; set; } = 3;

    /// <summary>Pause before a batch is repeated, 10 ms to 10 s. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a gateway may be without a lease before it is given up, 1 s to 1 min. Default 10 s: two renewals, for the time after the lease's silo died.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LeaseWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a gateway was given up its link tries again, when there is something to send, 100 ms to 1 min. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan GoneRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a link may have nothing to send before it is forgotten, 1 min to 1 day. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Checks <see cref="DeliveryOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
