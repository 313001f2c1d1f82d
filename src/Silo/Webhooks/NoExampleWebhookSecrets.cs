using System.Text;
using FChat.Auth;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>Refuses to start in Production with a webhook secret that anybody could guess: whoever has it can tell receivers what they like.</summary>
internal sealed class NoExampleWebhookSecrets(IHostEnvironment environment) : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var guessable = environment.IsProduction() ? options.Endpoints.Where(endpoint => IsGuessable(endpoint.Secret)).ToList() : [];
        return guessable.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(guessable.Select(endpoint => $"Webhooks:Endpoints: the secret of {endpoint.Name} is an example, repeats itself or counts; make one with `openssl rand -base64 32`."));
    }

    // Another check sees to it that it is Base64 at all.
    private static bool IsGuessable(string secret)
    {
        var encoded = secret[(secret.IndexOf('_', StringComparison.Ordinal) + 1)..];
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && GuessableSecret.ReasonOf(Encoding.Latin1.GetString(bytes, 0, length)) is not null;
    }
}
