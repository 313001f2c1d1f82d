using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;

namespace FChat.Gateway.Auth;

/// <summary>Reads a caller from a token's claims (RFC 7519; names unmapped).</summary>
internal static class CallerClaims
{
    private const string OperatorRole = "ops";

    /// <summary>False when the token names nobody that the protocol could name.</summary>
    public static bool TryRead(ClaimsPrincipal? principal, [NotNullWhen(true)] out Caller? caller)
    {
        if (principal is null || !UserId.TryParse(principal.FindFirstValue("sub"), out var user))
        {
            caller = null;
            return false;
        }

        caller = new Caller(user, NameOf(principal), principal.HasClaim("role", OperatorRole));
        return true;
    }

    // The issuer's word for a display name is cut, not refused: the person cannot change it.
    private static string? NameOf(ClaimsPrincipal principal) => principal.FindFirstValue("name")?.Trim() switch
    {
        null or "" => null,
        { Length: > Limits.NameLength } longName => longName[..Limits.NameLength],
        var name => name,
    };
}
