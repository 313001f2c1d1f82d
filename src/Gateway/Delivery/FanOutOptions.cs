using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Delivery;

/// <summary>How far behind a client may be, and how many events are told at once (section <c>FanOut</c>). A client that is further behind is disconnected; it comes back and resumes.</summary>
public sealed class FanOutOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "FanOut";

    /// <summary>Messages that may wait for one connection.</summary>
    [Range(16, 65_536)]
    public int MessagesBehind { get; set; } = 256;

    /// <summary>Bytes that may wait for one connection.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int BytesBehind { get; set; } = 1024 * 1024;

    /// <summary>Seconds that one write to a connection may take.</summary>
    [Range(1, 60)]
    public double SecondsBehind { get; set; } = 5;

    /// <summary>Events that may wait in one lane of this gateway; a silo that is faster waits.</summary>
    [Range(64, 1_000_000)]
    public int LaneCapacity { get; set; } = 8_192;

    /// <summary>Lanes that tell events side by side, each in order; 0: one for each processor, at most 8.</summary>
    [Range(0, 64)]
    public int Lanes { get; set; }
}
