using System.ComponentModel.DataAnnotations;
using FChat.Core.Rooms;
using Microsoft.Extensions.Options;

namespace FChat.Rooms;

/// <summary>The sizes of rooms. Section <c>Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Rooms";

    /// <summary>How many may be in a room, 2 to 5,000. Default 1,000; one more is refused as <c>room_full</c>.</summary>
    [Range(2, 5_000)]
    public int Members { get; set; } = RoomLimits.Default.Members;

    /// <summary>How many messages of a room may wait for the database, 100 to 100,000. Default 10,000; more are refused as <c>unavailable</c>.</summary>
    [Range(100, 100_000)]
    public int UnwrittenMessages { get; set; } = RoomLimits.Default.Unwritten;

    /// <summary>How many characters they may have together, 64 Ki to 64 Mi. Default 4 Mi. All of them are part of every write of the room.</summary>
    [Range(64 * 1_024, 64 * 1_024 * 1_024)]
    public int UnwrittenCharacters { get; set; } = RoomLimits.Default.UnwrittenCharacters;

    /// <summary>How many commands of a room are remembered for two minutes, 100 to 100,000. Default 10,000; more are refused as <c>rate_limited</c>.</summary>
    [Range(100, 100_000)]
    public int Receipts { get; set; } = RoomLimits.Default.Receipts;

    /// <summary>How many events of a room may wait while its people are located, 10 to 100,000. Default 1,000; the oldest are dropped, and pages find the gap by the message numbers.</summary>
    [Range(10, 100_000)]
    public int WaitingNews { get; set; } = 1_000;

    /// <summary>The limits that these options make.</summary>
    public RoomLimits ToLimits() => new(Members, UnwrittenMessages, UnwrittenCharacters, Receipts);
}

/// <summary>Checks <see cref="RoomOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class RoomOptionsValidator : IValidateOptions<RoomOptions>;
