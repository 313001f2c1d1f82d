namespace FChat.Cluster.Tests.Checking;

/// <summary>Under one number of one epoch of a call, everybody is told the same.</summary>
internal static class SameForAllCheck
{
    public static IEnumerable<Fault> Faults(History history) => history.Stays
        .SelectMany(stay => Broadcasts(stay).Select(told => (stay.Call, told.Epoch, told.Number, told.Name, told.Digest)))
        .Distinct()
        .GroupBy(told => (told.Call, told.Epoch, told.Number))
        .Where(variants => variants.Count() > 1)
        .Select(variants => new Fault(
            FaultKind.Different, $"{variants.Key}: {string.Join(" or ", variants.Select(told => $"{told.Name} ({told.Digest:x8})"))}"));

    private static IEnumerable<Told> Broadcasts(Stay stay) => stay.Steps
        .SelectMany(step => step switch
        {
            Heard heard => [heard.Event],
            Seated { How: Seating.Replay } seated => seated.Replay,
            _ => [],
        })
        .Where(told => told.Numbering == Numbering.Broadcast);
}
