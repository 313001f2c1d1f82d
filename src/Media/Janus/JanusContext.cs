using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Media.Janus;

/// <summary>What everything that talks to Janus shares.</summary>
internal sealed class JanusContext(IOptionsMonitor<MediaOptions> options, SfuInstruments instruments, TimeProvider time, ILogger<JanusSfu> log)
{
    public MediaOptions Options => options.CurrentValue;

    public SfuInstruments Instruments => instruments;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>How the configuration has a node now; as it was, when it is no longer there.</summary>
    public MediaNode Current(MediaNode node) => Options.Nodes.FirstOrDefault(one => one.Name == node.Name) ?? node;

    /// <summary>Calls when the configuration changed.</summary>
    public IDisposable? OnChange(Action action) => options.OnChange(_ => action());
}
