using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Presence;

/// <summary>The times of presence. Section <c>Presence</c>.</summary>
public sealed class PresenceOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Presence";

    /// <summary>How long changes of presence gather before others hear of them, 1 to 250 ms. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:00.250")]
    public TimeSpan GatherFor { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a silo rests after it has told people, for each change and each of them, 0 to 1 ms. Default 5 µs: a second for 200 changes that a thousand are told of.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.001")]
    public TimeSpan RestForEach { get; set; } = TimeSpan.FromMicroseconds(5);

    /// <summary>How long it rests at most, 0 to 60 s. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RestMost { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Users whose changes a silo tells in one gathering, 1 to 500. Default 200; the rest follows in the next.</summary>
    [Range(1, 500)]
    public int GatherMost { get; set; } = 200;

    /// <summary>How long an entry of the online list may go without being repeated before its user is asked, 45 s to 10 min. Default 90 s; gateways repeat every 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:45", "00:10:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How often the online list looks for such entries, 10 s to 10 min. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connecting device waits until others can find it, 0 to 10 s. Default 2 s; then it goes on, and is found a little later.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan ConnectWait { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Checks <see cref="PresenceOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class PresenceOptionsValidator : IValidateOptions<PresenceOptions>;
