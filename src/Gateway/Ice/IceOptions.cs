using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Ice;

/// <summary>STUN and TURN servers that browsers are given (section <c>Ice</c>). None: calls work where browsers reach each other directly.</summary>
public sealed class IceOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Ice";

    /// <summary>The servers, best first: browsers are given them in this order.</summary>
    public IList<IceServerOptions> Servers { get; } = [];

    /// <summary>For how long a TURN credential holds. It may be shorter than a call: clients ask for the next one before it ends.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan CredentialLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Whether browsers send media through TURN servers only: people in a call do not learn each other's addresses, and the servers carry everything.</summary>
    public bool RelayOnly { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var faults = Servers.SelectMany(server => server.Faults());
        return RelayOnly && !Servers.Any(server => server.IsRelay)
            ? faults.Append(new ValidationResult("Ice:RelayOnly needs a server with a turn: or turns: URL in Ice:Servers, or no call has sound."))
            : faults;
    }
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

    internal bool IsRelay => Urls.Any(url => url.StartsWith("turn:", StringComparison.Ordinal) || url.StartsWith("turns:", StringComparison.Ordinal));

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
