using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FChat.Auth;

/// <summary>How bearer tokens are checked beyond their signature. Where they are found, and how they are refused, is each door's own.</summary>
public abstract class TokenEvents : JwtBearerEvents
{
    /// <summary>Refuses a token that names nobody. Of any other, only what the service asks for is kept.</summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (CallerClaims.TryRead(context.Principal, out var caller))
        {
            context.Principal = CallerClaims.PrincipalOf(caller, context.Scheme.Name);
        }
        else
        {
            context.Fail("The token's sub is no user id.");
        }

        return Task.CompletedTask;
    }
}
