using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Signals;

/// <summary>How signals travel from a gateway to silos in other processes (section <c>Signals</c>).</summary>
public sealed class SignalOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Signals";

    /// <summary>Lanes to each silo, each with one message under way. More of them: less waiting, smaller messages, and more work for each signal.</summary>
    [Range(1, 16)]
    public int Lanes { get; set; } = 1;

    /// <summary>Most signals of one message.</summary>
    [Range(1, 4_096)]
    public int Batch { get; set; } = 256;

    /// <summary>Signals that may wait in one lane. One more is refused as unavailable: the silo does not keep up.</summary>
    [Range(16, 1_000_000)]
    public int Waiting { get; set; } = 10_000;
}
