namespace FChat.Cluster.Tests.Histories;

/// <summary>A view of a call that the service gave: true at some moment between the question and the answer.</summary>
/// <param name="IsWhole">Whether who is not in it is not in the call; a view of a large call names its first people only.</param>
public sealed record Sighting(TimeSpan Asked, TimeSpan Answered, string Call, bool IsOver, IReadOnlyDictionary<string, string> StatusOf, bool IsWhole = true);

/// <summary>A user whose client went away without a word.</summary>
/// <param name="LastSign">Its last sign of life.</param>
public sealed record Silence(string User, string Call, TimeSpan LastSign);
