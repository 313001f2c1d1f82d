using FChat.Auth;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Ice;

/// <summary>Refuses to start in Production with a TURN secret that anybody could guess: whoever has it relays what they like through the server.</summary>
internal sealed class NoExampleTurnSecrets(IHostEnvironment environment) : IValidateOptions<IceOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, IceOptions options)
    {
        var faults = environment.IsProduction() ? options.Servers.SelectMany(Faults).ToList() : [];
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Faults(IceServerOptions server)
    {
        if (server.Secret is { Length: < ShortestSecret })
        {
            yield return $"Ice:Servers: a secret must have at least {ShortestSecret} characters.";
        }
        else if (server.Secret is { } secret && GuessableSecret.ReasonOf(secret) is { } reason)
        {
            yield return $"Ice:Servers: a secret {reason}: make one with `openssl rand -base64 48`, the same for the TURN server.";
        }

        if (server.Credential is { } credential && GuessableSecret.IsPlaceholder(credential))
        {
            yield return "Ice:Servers: a credential is an example, not a secret.";
        }
    }
}
