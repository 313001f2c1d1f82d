using System.Text.Json;
using FChat.Auth;
using FChat.Gateway.Http;
using FChat.Gateway.Operations;
using FChat.Gateway.RateLimits;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FChat.Gateway.Auth;

/// <summary><c>POST /dev/token</c>: a token for any name. Exists in development only.</summary>
internal sealed class DevelopmentTokens(SigningKeys keys, IOptions<AuthOptions> options, IOptions<LimitOptions> limits, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Answers the request.</summary>
    public async Task Answer(HttpContext http)
    {
        var body = await RequestBody.Read(http, limits.Value.BodyBytes);
        if (body.Refusal is { } unread)
        {
            await HttpAnswer.Write(http, unread);
            return;
        }

        var refusal = ArgumentReader.Read(TokenRequest.Shape, body.Json.Span, limits.Value, out var arguments);
        if (refusal is not null)
        {
            await HttpAnswer.Write(http, refusal);
            return;
        }

        http.Response.ContentType = HttpAnswer.Json;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("token"u8, Make(arguments));
        writer.WriteNumber("expires_in"u8, (int)Lifetime.TotalSeconds);
        writer.WriteEndObject();
    }

    private string Make(Arguments arguments)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = arguments.Get(Fields.User).Value };
        if (arguments.Find(TokenRequest.Name) is { } name)
        {
            claims["name"] = name;
        }

        if (arguments.Find(TokenRequest.Role) is { } role)
        {
            claims["role"] = role;
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            NotBefore = now,
            IssuedAt = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(keys.Development, SecurityAlgorithms.HmacSha256),
        });
    }

    private static class TokenRequest
    {
        public static readonly Field<string> Name = new("name", false, new NameKind(Limits.NameLength));
        public static readonly Field<string> Role = new("role", false, new NameKind(Limits.IdLength));

        public static readonly Operation Shape = new(
            "dev_token", Access.Read, [Fields.User, Name, Role], null, static (_, _) => ValueTask.FromResult(Operations.Answer.Done));
    }
}
