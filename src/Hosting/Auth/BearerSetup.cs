using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FChat.Auth;

/// <summary>Sets the bearer handler up from <see cref="AuthOptions"/>.</summary>
internal sealed class BearerSetup(IOptions<AuthOptions> options, SigningKeys keys, TokenEvents events, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private const int LongestToken = 16 * 1024;

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions bearer)
    {
        var auth = options.Value;
        bearer.Authority = auth.Authority;
        bearer.RequireHttpsMetadata = !auth.AllowHttpAuthority;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.Events = events;
        bearer.TimeProvider = time;
        bearer.TokenValidationParameters = Rules(auth);
        foreach (var handler in bearer.TokenHandlers)
        {
            handler.MaximumTokenSizeInBytes = LongestToken;
        }
    }

    private TokenValidationParameters Rules(AuthOptions auth)
    {
        var rules = new TokenValidationParameters
        {
            ClockSkew = auth.ClockSkew,
            NameClaimType = CallerClaims.Subject,
            RoleClaimType = CallerClaims.Role,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateAudience = auth.Audience is not null,
            ValidAudience = auth.Audience,
            ValidateIssuer = auth.Authority is not null || auth.Issuer is not null,
            ValidIssuer = auth.Issuer,
            LifetimeValidator = IsAlive,
        };
        if (auth.Authority is null)
        {
            rules.IssuerSigningKeys = keys.All;
            rules.ValidAlgorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.RsaSha256];
        }

        return rules;
    }

    // By the injected clock; the library's own check reads the wall clock.
    private bool IsAlive(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters rules)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + rules.ClockSkew && (from is not { } start || now >= start - rules.ClockSkew);
    }
}
