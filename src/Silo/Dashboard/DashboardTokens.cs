using System.Text;
using FChat.Auth;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FChat.Dashboard;

/// <summary>
/// Takes a token as bearer, or as the password of any name (RFC 7617): browsers ask people for those by themselves and send them with everything that the page loads.
/// Never from the URL, which is written down in too many places.
/// </summary>
internal sealed class DashboardTokens : TokenEvents
{
    private const string Basic = "Basic ";
    private const string Challenges = "Bearer, Basic realm=\"FChat operators: any name, and a token as password\", charset=\"UTF-8\"";

    /// <inheritdoc/>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            context.Token = PasswordIn(header[Basic.Length..].Trim());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task Challenge(JwtBearerChallengeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HeaderNames.WWWAuthenticate] = Challenges;
        return Task.CompletedTask;
    }

    private static string? PasswordIn(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? text[(colon + 1)..] : null;
    }
}
