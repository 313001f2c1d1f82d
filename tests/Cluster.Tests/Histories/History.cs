namespace FChat.Cluster.Tests.Histories;

/// <summary>All that clients sent and received in one run, and what the service says of it afterwards.</summary>
public sealed record History(
    IReadOnlyList<Act> Acts,
    IReadOnlyList<Stay> Stays,
    IReadOnlyList<Sighting> Sightings,
    IReadOnlyList<Silence> Silences,
    Truth Truth);

/// <summary>What one device lived through with one call.</summary>
public sealed record Stay(string User, string Call, IReadOnlyList<Step> Steps)
{
    /// <inheritdoc/>
    public override string ToString() => $"{User} in {Call}";
}
