namespace FChat.Media.Janus;

/// <summary>How long to wait before a node is tried again.</summary>
internal static class Backoff
{
    private const int MostDoublings = 20;

    /// <summary>The pause before a try: doubled with each failure up to the longest, and between half and all of that by chance, so that silos do not come all at once.</summary>
    /// <param name="failures">How many tries have failed in a row, 1 or more.</param>
    /// <param name="first">The pause after the first.</param>
    /// <param name="longest">The longest.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Pause(int failures, TimeSpan first, TimeSpan longest, double chance)
    {
        var whole = first * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return (whole < longest ? whole : longest) * (0.5 + (chance / 2));
    }
}
