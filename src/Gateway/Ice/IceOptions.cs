using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Ice;

/// <summary>STUN and TURN servers that browsers are given (section <c>Ice</c>). None: calls work where browsers reach each other directly.</summary>
public sealed class IceOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Ice";

    /// <summary>The servers, best first.</summary>
    public IList<IceServerOptions> Servers { get; } = [];

    /// <summary>For how long a TURN credential holds. Longer than a call need not be: an allocation outlives its credential.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan CredentialLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Servers.SelectMany(server => server.Faults());
}

/// <summary>One server, or several with the same credential.</summary>
public sealed class IceServerOptions
{
    /// <summary><c>stun:</c>, <c>turn:</c> or <c>turns:</c> URIs.</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>The secret shared with the TURN server (coturn <c>static-auth-secret</c>): every user gets a name and key that hold for a time.</summary>
    public string? Secret { get; set; }

    /// <summary>A fixed user name, where the server has no shared secret.</summary>
    public string? Username { get; set; }

    /// <summary>The key of the fixed user name.</summary>
    public string? Credential { get; set; }

    internal IEnumerable<ValidationResult> Faults()
    {
        if (Urls.Count == 0 || Urls.Any(url => !IsServer(url)))
        {
            yield return new ValidationResult("Ice:Servers: every server needs urls that start with stun:, turn: or turns:.");
        }

        if (Secret is not null && (Username is not null || Credential is not null))
        {
            yield return new ValidationResult("Ice:Servers: a server has a shared secret or a fixed name, not both.");
        }

        if ((Username is null) != (Credential is null))
        {
            yield return new ValidationResult("Ice:Servers: a fixed name needs its credential, and the other way round.");
        }
    }

    private static bool IsServer(string url) =>
        url.StartsWith("stun:", StringComparison.Ordinal) || url.StartsWith("turn:", StringComparison.Ordinal) || url.StartsWith("turns:", StringComparison.Ordinal);
}
