using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Auth;

/// <summary>Refuses to start in Production where anybody could be anybody: with development tokens, a key that stands in a document, or an issuer that is reached in the clear.</summary>
internal sealed class ProductionAuth(IHostEnvironment environment) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var faults = environment.IsProduction() ? Faults(options).ToList() : [];
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Faults(AuthOptions options)
    {
        if (options.DevelopmentTokens)
        {
            yield return "Auth:DevelopmentTokens is for development; the environment is Production.";
        }

        if (options.AllowHttpAuthority)
        {
            yield return "Auth:AllowHttpAuthority is for tests; the environment is Production.";
        }

        if (options.Key is { } key && GuessableSecret.ReasonOf(key) is { } reason)
        {
            yield return $"Auth:Key {reason}: make one with `openssl rand -base64 48`.";
        }
    }
}
