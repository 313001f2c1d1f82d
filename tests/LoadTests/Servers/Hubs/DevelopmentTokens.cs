using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FChat.LoadTests.Servers.Hubs;

/// <summary>Signs and checks tokens with a key that lives as long as the process.</summary>
public sealed class DevelopmentTokens
{
    private const string Party = "fchat-load";
    private readonly SymmetricSecurityKey _key = new(RandomNumberGenerator.GetBytes(32));
    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>A token of one hour for a user.</summary>
    public string Issue(string user) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Subject = new ClaimsIdentity([new Claim("sub", user)]),
        Issuer = Party,
        Audience = Party,
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>Makes the bearer scheme accept these tokens, on the hub's path also as query value.</summary>
    public void Configure(JwtBearerOptions options)
    {
        options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = _key, ValidIssuer = Party, ValidAudience = Party };
        options.Events = new JwtBearerEvents { OnMessageReceived = TakeFromQuery };
    }

    private static Task TakeFromQuery(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hub", StringComparison.Ordinal))
        {
            context.Token = context.Request.Query["access_token"];
        }

        return Task.CompletedTask;
    }
}
