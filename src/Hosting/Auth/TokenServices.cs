using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FChat.Auth;

/// <summary>Makes a process believe tokens.</summary>
public static class TokenServices
{
    /// <summary>Name of the authorization policy that asks for the role <c>ops</c>.</summary>
    public const string Operators = "operators";

    /// <summary>Adds bearer tokens as <see cref="AuthOptions"/> say, checked at start.</summary>
    public static IServiceCollection AddTokens<TEvents>(this IServiceCollection services)
        where TEvents : TokenEvents
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, ProductionAuth>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenEvents, TEvents>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerSetup>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddAuthorization(rules => rules.AddPolicy(Operators, policy => policy.RequireClaim(CallerClaims.Role, CallerClaims.OperatorRole)));
        return services;
    }
}
