namespace FChat.Cluster.Tests.Checking;

/// <summary>Under one number of one epoch of a call, everybody is told the same.</summary>
internal static class SameForAllCheck
{
    public static IEnumerable<Fault> Faults(IEnumerable<(Stay Stay, IReadOnlyList<Told> Taken)> taken) => taken
        .SelectMany(one => one.Taken.Select(told => (one.Stay.Call, told.Epoch, told.Number, told.Name, told.Digest)))
        .Distinct()
        .GroupBy(told => (told.Call, told.Epoch, told.Number))
        .Where(variants => variants.Count() > 1)
        .Select(variants => new Fault(
            FaultKind.Different, $"{variants.Key}: {string.Join(" or ", variants.Select(told => $"{told.Name} ({told.Digest:x8})"))}"));
}
