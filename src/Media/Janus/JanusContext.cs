using Microsoft.Extensions.Logging;

namespace FChat.Media.Janus;

/// <summary>What everything that talks to Janus shares.</summary>
internal sealed class JanusContext(MediaSettings settings, SfuInstruments instruments, TimeProvider time, ILogger<JanusSfu> log)
{
    /// <summary>As they were at start.</summary>
    public MediaOptions Options => settings.AtStart;

    /// <summary>What of the nodes is followed.</summary>
    public MediaSettings Settings => settings;

    public SfuInstruments Instruments => instruments;

    public TimeProvider Time => time;

    public ILogger Log => log;
}
