using Microsoft.Extensions.Options;

namespace FChat.Gateway.Auth;

/// <summary>Refuses to start with development tokens in Production: they would let anybody be anybody.</summary>
internal sealed class NoDevelopmentTokensInProduction(IHostEnvironment environment) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options) =>
        options.DevelopmentTokens && environment.IsProduction()
            ? ValidateOptionsResult.Fail("Auth:DevelopmentTokens is for development; the environment is Production.")
            : ValidateOptionsResult.Success;
}
