using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FChat.Gateway.Tests.Hosting;

/// <summary>Makes tokens, good and bad.</summary>
public static class Tokens
{
    /// <summary>A token that <see cref="TestGateway"/> believes, unless a part of it is changed.</summary>
    public static string For(string user, string? name = null, object? role = null, string key = TestGateway.Key, DateTime? until = null, string? audience = null)
    {
        var end = until ?? TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);
        var claims = new Dictionary<string, object> { ["sub"] = user };
        if (name is not null)
        {
            claims["name"] = name;
        }

        if (role is not null)
        {
            claims["role"] = role;
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Audience = audience,
            NotBefore = end.AddHours(-2),
            IssuedAt = end.AddHours(-2),
            Expires = end,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });
    }
}
