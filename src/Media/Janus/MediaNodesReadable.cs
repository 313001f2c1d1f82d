using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FChat.Media.Janus;

/// <summary>Refuses a server that can not be read, such as one with <c>Drain</c> "maybe". The binder leaves out, without a word, members of a list that it cannot read.</summary>
internal sealed class MediaNodesReadable(IConfiguration configuration) : IValidateOptions<MediaOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MediaOptions options)
    {
        var faults = configuration.GetSection($"{MediaOptions.Section}:{nameof(options.Nodes)}").GetChildren().Select(FaultOf).OfType<string>().ToList();
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static string? FaultOf(IConfigurationSection node)
    {
        try
        {
            node.Get<MediaNode>();
            return null;
        }
        catch (InvalidOperationException failure)
        {
            return failure.Message;
        }
    }
}
