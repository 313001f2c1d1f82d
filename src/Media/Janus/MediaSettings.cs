using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace FChat.Media.Janus;

/// <summary>
/// The settings as they were at start. Of the nodes, <see cref="MediaNode.Weight"/> and <see cref="MediaNode.Drain"/> are as they were in the last configuration that could be read:
/// one that can not, or is out of range, is logged and changes nothing. Reading never fails.
/// </summary>
internal sealed class MediaSettings : IDisposable
{
    private readonly IOptionsFactory<MediaOptions> _factory;
    private readonly ILogger _log;
    private readonly List<IDisposable> _following;
    private IReadOnlyDictionary<string, MediaNode> _now;
    private string? _trouble;

    /// <summary>Reads them.</summary>
    /// <exception cref="OptionsValidationException">They are out of range.</exception>
    public MediaSettings(IOptions<MediaOptions> start, IOptionsFactory<MediaOptions> factory, IEnumerable<IOptionsChangeTokenSource<MediaOptions>> changes, ILogger<JanusSfu> log)
    {
        (_factory, _log, AtStart) = (factory, log, start.Value);
        _now = AtStart.Nodes.ToDictionary(node => node.Name);
        _following = [.. changes.Select(source => ChangeToken.OnChange(source.GetChangeToken, Follow))];
    }

    /// <summary>The nodes' weight or drain may have changed.</summary>
    public event Action? Changed;

    /// <summary>All of them, as they were at start.</summary>
    public MediaOptions AtStart { get; }

    /// <summary>What a node carries now, in Mbit/s.</summary>
    public int WeightOf(MediaNode node) => Now(node).Weight;

    /// <summary>Whether a node takes nothing new now.</summary>
    public bool IsDrained(MediaNode node) => Now(node).Drain;

    /// <inheritdoc/>
    public void Dispose() => _following.ForEach(one => one.Dispose());

    private MediaNode Now(MediaNode node) => Volatile.Read(ref _now).GetValueOrDefault(node.Name) ?? node;

    // A node that is no longer there stays as it was.
    private void Follow()
    {
        if (Read() is { } options)
        {
            Volatile.Write(ref _now, options.Nodes.UnionBy(_now.Values, node => node.Name).ToDictionary(node => node.Name));
            Changed?.Invoke();
        }
    }

    // Whatever it is that can not be read, what runs goes on. Told once: a file that is saved is often read twice.
    private MediaOptions? Read()
    {
        try
        {
            var options = _factory.Create(Options.DefaultName);
            Volatile.Write(ref _trouble, null);
            return options;
        }
        catch (Exception failure)
        {
            if (Interlocked.Exchange(ref _trouble, failure.Message) != failure.Message)
            {
                JanusLog.SettingsRefused(_log, failure.Message);
            }

            return null;
        }
    }
}
