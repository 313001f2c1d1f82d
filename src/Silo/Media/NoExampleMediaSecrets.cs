using FChat.Auth;
using FChat.Media.Janus;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Media;

/// <summary>Refuses to start in Production with a media server's secret that anybody could guess: whoever has it, and reaches the server, hears every call.</summary>
internal sealed class NoExampleMediaSecrets(IHostEnvironment environment) : IValidateOptions<MediaOptions>
{
    private const int Shortest = 16;

    public ValidateOptionsResult Validate(string? name, MediaOptions options)
    {
        var faults = environment.IsProduction() ? options.Nodes.SelectMany(FaultsOf).ToList() : [];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(MediaNode node) =>
        new[] { (nameof(node.ApiSecret), node.ApiSecret), (nameof(node.AdminKey), node.AdminKey) }
            .Select(secret => (secret.Item1, Reason: ReasonOf(secret.Item2))).Where(secret => secret.Reason is not null)
            .Select(secret => $"Media:Nodes: the {secret.Item1} of {node.Name} {secret.Reason}; make one with `openssl rand -base64 32`.");

    // A server without a secret is one that only silos can reach.
    private static string? ReasonOf(string? secret) => secret switch
    {
        null => null,
        { Length: < Shortest } => $"is shorter than {Shortest} characters",
        _ => GuessableSecret.ReasonOf(secret),
    };
}
