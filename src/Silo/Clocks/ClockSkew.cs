using System.Globalization;

namespace FChat.Clocks;

/// <summary>How far the own clock is from the database's.</summary>
/// <param name="Ahead">By how much the own one is ahead; negative: behind.</param>
/// <param name="Doubt">By how much that may be wrong: half of the time that asking took.</param>
public readonly record struct ClockSkew(TimeSpan Ahead, TimeSpan Doubt)
{
    /// <summary>The skew if the database looked at its clock in the middle of the time that asking it took.</summary>
    public static ClockSkew Of(DateTimeOffset askedAt, TimeSpan took, DateTimeOffset database) => new(askedAt + (took / 2) - database, took / 2);

    /// <summary>Whether the clocks differ by more than that for certain, however the answer was under way.</summary>
    public bool IsBeyond(TimeSpan limit) => Ahead.Duration() - Doubt > limit;

    /// <summary>Seconds ahead or behind, for people.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Ahead.Duration().TotalSeconds:0.0} s {(Ahead < TimeSpan.Zero ? "behind" : "ahead of")}");
}
