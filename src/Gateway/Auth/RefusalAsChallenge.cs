using FChat.Auth;
using FChat.Gateway.Http;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Net.Http.Headers;

namespace FChat.Gateway.Auth;

/// <summary>How bearer tokens are found, and refused in the protocol's shape.</summary>
internal sealed class RefusalAsChallenge : TokenEvents
{
    private static readonly Refusal NoToken = new(ErrorCode.Unauthenticated, "A valid bearer token is needed.");

    /// <summary>Takes the token from the query on the hub's path, and nowhere else.</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.HttpContext.Features.Get<QueryToken>() is { } token && context.Request.Path.StartsWithSegments(Doors.Hub, StringComparison.Ordinal))
        {
            context.Token = token.Value;
            context.HttpContext.Features.Set<QueryToken>(null);
        }

        return Task.CompletedTask;
    }

    /// <summary>Answers 401 with the refusal.</summary>
    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers[HeaderNames.WWWAuthenticate] = JwtBearerDefaults.AuthenticationScheme;
        return HttpAnswer.Write(context.HttpContext, NoToken);
    }
}
