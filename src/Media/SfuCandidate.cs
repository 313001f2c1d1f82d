namespace FChat.Media;

/// <summary>An ICE candidate, as browsers have it.</summary>
/// <param name="Candidate">The candidate's line; null: there are no more.</param>
/// <param name="SdpMid">The name of the m-line that it belongs to.</param>
/// <param name="SdpMLineIndex">The number of the m-line, from 0.</param>
public sealed record SfuCandidate(string? Candidate, string? SdpMid, int? SdpMLineIndex);
