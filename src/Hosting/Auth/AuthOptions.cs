using System.ComponentModel.DataAnnotations;
using System.Text;

namespace FChat.Auth;

/// <summary>Whose tokens are believed (section <c>Auth</c>): an OIDC issuer's, or those signed with a shared key.</summary>
public sealed class AuthOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Auth";

    private const int ShortestKey = 32;

    /// <summary>An OIDC issuer (https://openid.net/specs/openid-connect-discovery-1_0.html) whose published keys sign tokens.</summary>
    public string? Authority { get; set; }

    /// <summary>The audience that tokens must name. Needed with an issuer; with a key: checked if set.</summary>
    public string? Audience { get; set; }

    /// <summary>The issuer that tokens must name, where they are signed with a key. Not set: not checked.</summary>
    public string? Issuer { get; set; }

    /// <summary>A shared HS256 key: at least 32 UTF-8 bytes.</summary>
    public string? Key { get; set; }

    /// <summary>An RS256 public key in PEM.</summary>
    public string? PublicKey { get; set; }

    /// <summary>Whether an issuer's documents may be fetched over plain HTTP. For tests only.</summary>
    public bool AllowHttpAuthority { get; set; }

    /// <summary>Whether <c>POST /dev/token</c> gives anybody a token for any name. Refused in Production.</summary>
    public bool DevelopmentTokens { get; set; }

    /// <summary>A file that keeps the development key, so that tokens outlive the process. Not set: a key for each process.</summary>
    public string? DevelopmentKeyFile { get; set; }

    /// <summary>By how much clocks may differ.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null && Key is null && PublicKey is null && !DevelopmentTokens)
        {
            yield return new ValidationResult("Say whose tokens are believed: Auth:Authority with Auth:Audience, Auth:Key, or Auth:PublicKey; or Auth:DevelopmentTokens=true for development.");
        }

        if (Authority is not null && (Key is not null || PublicKey is not null))
        {
            yield return new ValidationResult("Auth:Authority excludes Auth:Key and Auth:PublicKey: a token must have one signer.");
        }

        if (Authority is not null && string.IsNullOrEmpty(Audience))
        {
            yield return new ValidationResult("Auth:Authority needs Auth:Audience: tokens for other services must not open this one.");
        }

        if (Authority is not null && DevelopmentTokens)
        {
            yield return new ValidationResult("Auth:DevelopmentTokens cannot be combined with Auth:Authority.");
        }

        if (Key is not null && Encoding.UTF8.GetByteCount(Key) < ShortestKey)
        {
            yield return new ValidationResult($"Auth:Key must have at least {ShortestKey} bytes.");
        }
    }
}
