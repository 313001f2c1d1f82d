using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;

namespace FChat.Auth;

/// <summary>Reads a caller from a token's claims (RFC 7519; names unmapped).</summary>
public static class CallerClaims
{
    /// <summary>The claim that names the user.</summary>
    public const string Subject = "sub";

    /// <summary>The claim that <see cref="OperatorRole"/> stands in.</summary>
    public const string Role = "role";

    /// <summary>The role that opens what is the operators'.</summary>
    public const string OperatorRole = "ops";

    private const string Name = "name";

    /// <summary>False when the token names nobody that the protocol could name.</summary>
    public static bool TryRead(ClaimsPrincipal? principal, [NotNullWhen(true)] out Caller? caller)
    {
        if (principal is null || !UserId.TryParse(principal.FindFirstValue(Subject), out var user))
        {
            caller = null;
            return false;
        }

        caller = new Caller(user, NameOf(principal), principal.HasClaim(Role, OperatorRole));
        return true;
    }

    /// <summary>The caller as a principal that holds no more than <see cref="TryRead"/> asks for: a connection keeps it for as long as it lives.</summary>
    public static ClaimsPrincipal PrincipalOf(Caller caller, string scheme)
    {
        var identity = new ClaimsIdentity([new Claim(Subject, caller.User.Value)], scheme, Subject, Role);
        if (caller.Name is { } name)
        {
            identity.AddClaim(new Claim(Name, name));
        }

        if (caller.IsOperator)
        {
            identity.AddClaim(new Claim(Role, OperatorRole));
        }

        return new ClaimsPrincipal(identity);
    }

    // The issuer's word for a display name is cut, not refused: the person cannot change it.
    private static string? NameOf(ClaimsPrincipal principal) => principal.FindFirstValue(Name)?.Trim() switch
    {
        null or "" => null,
        { Length: > Limits.NameLength } longName => longName[..Limits.NameLength],
        var name => name,
    };
}
