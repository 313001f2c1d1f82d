namespace FChat.Media.Janus;

/// <summary>Candidates, looked at before Janus gets them: what it cannot read it passes over in silence.</summary>
internal static class CandidateLine
{
    private const int LongestLine = 1024;
    private const int FewestWords = 8;

    /// <summary>Whether it looks like a candidate (RFC 8839, 5.1), or says that there are no more.</summary>
    public static bool IsValid(SfuCandidate candidate) =>
        SdpText.IsLine(candidate.SdpMid) && (string.IsNullOrEmpty(candidate.Candidate) || (HasLine(candidate) && IsLine(candidate.Candidate)));

    /// <summary>An empty candidate is how browsers say that there are no more for an m-line.</summary>
    public static SfuCandidate Completed(SfuCandidate candidate) => candidate.Candidate is "" ? candidate with { Candidate = null } : candidate;

    private static bool HasLine(SfuCandidate candidate) => candidate.SdpMid is not null || candidate.SdpMLineIndex is >= 0;

    private static bool IsLine(string line) =>
        line.Length <= LongestLine && line.StartsWith("candidate:", StringComparison.Ordinal) && SdpText.IsLine(line)
        && line.Split(' ') is { Length: >= FewestWords } words && words[6] == "typ" && ushort.TryParse(words[5], out _);
}
