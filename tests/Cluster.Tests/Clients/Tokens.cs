using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FChat.Cluster.Tests.Clients;

/// <summary>Makes tokens that the gateways of the tests believe.</summary>
internal static class Tokens
{
    /// <summary>Signs them.</summary>
    public const string Key = "a key of the cluster's tests, long enough to sign";

    private static readonly SigningCredentials Signing = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key)), SecurityAlgorithms.HmacSha256);

    /// <summary>A token good for the length of a run.</summary>
    public static string For(string user, string? role = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = user };
        if (role is not null)
        {
            claims["role"] = role;
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(2),
            SigningCredentials = Signing,
        });
    }
}
