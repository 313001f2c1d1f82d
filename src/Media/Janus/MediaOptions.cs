using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Media.Janus;

/// <summary>Media servers for larger calls: Janus with its videoroom plugin, reached by WebSocket. Section <c>Media</c>. Without nodes, calls stay meshes.</summary>
public sealed class MediaOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Media";

    /// <summary>The servers, read at start. <see cref="MediaNode.Drain"/> and <see cref="MediaNode.Weight"/> of each are followed while it runs.</summary>
    public IList<MediaNode> Nodes { get; } = [];

    /// <summary>How often a server is asked whether it is alive, 200 ms to 5 s, default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:05")]
    public TimeSpan KeepAliveEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long it may take to answer that, 200 ms to 8 s, default 5 s; then it counts as lost and its calls are moved. With <see cref="KeepAliveEvery"/> it says after what time a server that hangs is noticed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:08")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connecting to a server may take, 500 ms to 10 s, default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:10")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long any other request may take, 500 ms to 30 s, default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:30")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause before a server is connected to again, 50 ms to 10 s, default 250 ms; doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest such pause, 50 ms to 1 min, default 2 s. Not shorter than <see cref="FirstPause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a server's list of rooms is read, 500 ms to 1 min, default 10 s: for what other silos have there, and for rooms that nobody has any more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a room must have been seen empty, twice at least, before it is taken away, 1 s to 1 h, default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OrphanAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many publications of one silo a server takes, 1 to 100,000, default 1,000; beyond, it is full.</summary>
    [Range(1, 100_000)]
    public int MaxPublishers { get; set; } = 1000;

    /// <summary>Bits a second of all pictures that one browser is told to send at most, 0 to 100,000,000, default 4,000,000; 0: not told.</summary>
    [Range(0, 100_000_000)]
    public int PublisherBitrate { get; set; } = 4_000_000;

    /// <summary>Bits a second that a microphone is estimated at when a server is chosen, 1,000 to 1,000,000, default 40,000.</summary>
    [Range(1_000, 1_000_000)]
    public int AudioBitrate { get; set; } = 40_000;

    /// <summary>Bits a second that a camera's smallest layer is estimated at, 1,000 to 100,000,000, default 150,000.</summary>
    [Range(1_000, 100_000_000)]
    public int LowBitrate { get; set; } = 150_000;

    /// <summary>Bits a second that its middle layer is estimated at, 1,000 to 100,000,000, default 500,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MediumBitrate { get; set; } = 500_000;

    /// <summary>Bits a second that its largest layer, or a camera without layers, is estimated at, 1,000 to 100,000,000, default 1,500,000.</summary>
    [Range(1_000, 100_000_000)]
    public int HighBitrate { get; set; } = 1_500_000;

    /// <summary>Bits a second that a shared screen is estimated at, 1,000 to 100,000,000, default 1,500,000.</summary>
    [Range(1_000, 100_000_000)]
    public int ScreenBitrate { get; set; } = 1_500_000;

    /// <summary>Video codecs that browsers may send, the first that they can, separated by commas. Only VP8 and H.264 have layers.</summary>
    [Required, RegularExpression("^(vp8|vp9|h264|av1|h265)(,(vp8|vp9|h264|av1|h265))*$", ErrorMessage = "Media:VideoCodecs must be some of vp8, vp9, h264, av1 and h265, separated by commas.")]
    public string VideoCodecs { get; set; } = "vp8,h264";

    /// <summary>After what time without a packet of the wanted layer the one below is sent, 100 ms to 5 s, default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05")]
    public TimeSpan LayerFallback { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Over how many packets of a microphone, of 20 ms each, its loudness is averaged to tell who talks, 5 to 500, default 25.</summary>
    [Range(5, 500)]
    public int TalkingPackets { get; set; } = 25;

    /// <summary>The average, in dB below the loudest, that is talking when it is louder, 1 to 126, default 40.</summary>
    [Range(1, 126)]
    public int TalkingLevel { get; set; } = 40;
}

/// <summary>Checks the values of <see cref="MediaOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class MediaOptionsValidator : IValidateOptions<MediaOptions>;
