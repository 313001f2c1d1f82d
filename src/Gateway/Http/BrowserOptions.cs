using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Http;

/// <summary>From which pages browsers may use the service (section <c>Browser</c>).</summary>
public sealed class BrowserOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Browser";

    /// <summary>Origins (RFC 6454) of other pages, such as <c>https://chat.example.org</c>. The service's own page is always allowed.</summary>
    public IList<string> Origins { get; } = [];

    /// <summary>For how long a browser that was answered over HTTPS asks this host over nothing else (RFC 6797); 0: it is not told to. Never told to <c>localhost</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "730.00:00:00")]
    public TimeSpan HstsMaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Select(origin => FaultOf(origin)).OfType<string>().Select(fault => new ValidationResult(fault));

    private static string? FaultOf(string origin)
    {
        if (origin.Contains('*', StringComparison.Ordinal))
        {
            return $"Browser:Origins: {origin} would let any page use the service in the name of whoever looks at it. Name the origins.";
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == origin
            ? null
            : $"Browser:Origins: {origin} is no origin: scheme, host and port, without a slash at the end.";
    }
}
