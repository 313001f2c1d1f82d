using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Http;

/// <summary>From which pages browsers may use the service (section <c>Browser</c>).</summary>
public sealed class BrowserOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Browser";

    /// <summary>Origins (RFC 6454) of other pages, such as <c>https://chat.example.org</c>. The service's own page is always allowed.</summary>
    public IList<string> Origins { get; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
        .Select(origin => new ValidationResult($"Browser:Origins: {origin} is no origin: scheme, host and port, without a slash at the end."));
}
