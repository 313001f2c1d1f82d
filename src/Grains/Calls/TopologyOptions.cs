using System.ComponentModel.DataAnnotations;
using FChat.Core.Calls;
using Microsoft.Extensions.Options;

namespace FChat.Calls;

/// <summary>When a call's media goes through a media server, and who may send. Section <c>Calls:Topology</c>. Without media servers (section <c>Media</c>) every call is a mesh.</summary>
public sealed class TopologyOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Calls:Topology";

    /// <summary>How many may be joined to a call without pictures before it goes through a media server, 0 to 50, default 6. 0 and 1: always.</summary>
    [Range(0, 50)]
    public int MeshLimit { get; set; } = TopologyRules.Default.MeshLimit;

    /// <summary>The same for a video call, or one with a camera or screen on, 0 to 50, default 4: every browser sends its pictures to each of the others.</summary>
    [Range(0, 50)]
    public int VideoMeshLimit { get; set; } = TopologyRules.Default.VideoMeshLimit;

    /// <summary>How long the last two must be by themselves before they do without the media server again, 1 s to 1 h, default 30 s. 0: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MeshAgainAfter { get; set; } = TopologyRules.Default.MeshAgainAfter!.Value;

    /// <summary>How many may send media through a media server, 1 to 500, default 50. Who comes later listens until a host lets them speak.</summary>
    [Range(1, 500)]
    public int MaxPublishers { get; set; } = TopologyRules.Default.MaxPublishers;

    /// <summary>Of how many publishers everybody gets the sound, 1 to 100, default 10: those who talk or talked last. In a call with no more publishers than that, all are heard.</summary>
    [Range(1, 100)]
    public int LoudestHeard { get; set; } = 10;

    /// <summary>The rules that these options make.</summary>
    public TopologyRules ToRules() => new(MeshLimit, VideoMeshLimit, MeshAgainAfter > TimeSpan.Zero ? MeshAgainAfter : null, MaxPublishers);
}

/// <summary>Checks <see cref="TopologyOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class TopologyOptionsValidator : IValidateOptions<TopologyOptions>;

/// <summary>Checks what the two limits are to each other.</summary>
internal sealed class TopologyLimitsValidator : IValidateOptions<TopologyOptions>
{
    public ValidateOptionsResult Validate(string? name, TopologyOptions options) => options.VideoMeshLimit <= options.MeshLimit
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Calls:Topology: VideoMeshLimit must not be greater than MeshLimit: a call with pictures costs a mesh more, not less.");
}
