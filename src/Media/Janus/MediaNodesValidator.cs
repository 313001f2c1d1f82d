using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace FChat.Media.Janus;

/// <summary>Checks the servers, and what values must be to each other.</summary>
public sealed class MediaNodesValidator : IValidateOptions<MediaOptions>
{
    private const int MostWeight = 1_000_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MediaOptions options)
    {
        var faults = options.Nodes.SelectMany((node, i) => FaultsOf(node).Select(fault => $"{MediaOptions.Section}:Nodes:{i} {fault}.")).ToList();
        faults.AddRange(options.Nodes.GroupBy(node => node.Name).Where(same => same.Count() > 1)
            .Select(same => $"{MediaOptions.Section}:Nodes: two have the name {same.Key}."));
        if (options.LongestPause < options.FirstPause)
        {
            faults.Add($"{MediaOptions.Section}:LongestPause must not be shorter than {MediaOptions.Section}:FirstPause.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> FaultsOf(MediaNode node)
    {
        if (!Regex.IsMatch(node.Name, "^[a-z0-9._-]{1,64}$"))
        {
            yield return "needs a Name of 1 to 64 characters of a-z, 0-9, ., _ and -";
        }

        if (node.Url is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" })
        {
            yield return "needs a Url that starts with ws:// or wss://";
        }

        if (node.Weight is < 1 or > MostWeight)
        {
            yield return $"needs a Weight from 1 to {MostWeight}";
        }
    }
}
