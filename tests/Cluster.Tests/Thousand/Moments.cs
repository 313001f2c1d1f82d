namespace FChat.Cluster.Tests.Thousand;

/// <summary>What devices noticed, read out of a history.</summary>
internal static class Moments
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>When the device had everything up to a place in the call's broadcasts, first after a moment.</summary>
    public static TimeSpan Reached(Stay stay, Position place, TimeSpan after) =>
        stay.Steps.FirstOrDefault(step => step.At >= after && Has(step, place))?.At ?? TimeSpan.MaxValue;

    /// <summary>When the device was seated, first after a moment.</summary>
    public static TimeSpan Seated(Stay stay, TimeSpan after) =>
        stay.Steps.OfType<Seated>().FirstOrDefault(step => step.At >= after)?.At ?? TimeSpan.MaxValue;

    /// <summary>The numbered events that a device heard within a time.</summary>
    public static IReadOnlyList<Heard> Heard(Stay stay, TimeSpan from, TimeSpan to) =>
        [.. stay.Steps.OfType<Heard>().Where(step => step.At >= from && step.At <= to && step.Event.Numbering == Numbering.Broadcast)];

    /// <summary>The most that came within any one second.</summary>
    public static int MostInASecond(IReadOnlyList<Heard> heard)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < heard.Count; last++)
        {
            for (; heard[last].At - heard[first].At >= Second; first++)
            {
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>Least, middle and most of some durations, for reports.</summary>
    public static string Spread(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Order().ToList();
        return FormattableString.Invariant($"{sorted[0].TotalSeconds:0.00} / {sorted[sorted.Count / 2].TotalSeconds:0.00} / {sorted[^1].TotalSeconds:0.00} s");
    }

    private static bool Has(Step step, Position place) => step switch
    {
        Heard { Event: { Numbering: Numbering.Broadcast } told } => told.Epoch == place.Epoch && told.Number >= place.Seq,
        Seated { How: Seating.Replay } replay => replay.Replay.Any(told => told.Numbering == Numbering.Broadcast && told.Epoch == place.Epoch && told.Number >= place.Seq),
        Seated seated => seated.Position.Epoch == place.Epoch && seated.Position.Seq >= place.Seq,
        _ => false,
    };
}
