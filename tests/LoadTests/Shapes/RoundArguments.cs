using FChat.LoadTests.CommandLine;

namespace FChat.LoadTests.Shapes;

/// <summary>How long and how often the servers are loaded in turns.</summary>
public static class RoundArguments
{
    /// <summary>Measured rounds.</summary>
    public static readonly ArgumentSpec Rounds = new("rounds", 5, 1, 100, "measured rounds; the modes take turns in each");

    /// <summary>Rounds before them.</summary>
    public static readonly ArgumentSpec Warm = new("warm", 2, 0, 100, "rounds before that are not measured: compilers and caches");

    /// <summary>Length of each mode's turn.</summary>
    public static readonly ArgumentSpec Seconds = new("seconds", 5, 1, 600, "length of one measured stretch");

    /// <summary>All three.</summary>
    public static IReadOnlyList<ArgumentSpec> All => [Rounds, Warm, Seconds];

    /// <summary>The length of a stretch.</summary>
    public static TimeSpan Length(Arguments arguments) => TimeSpan.FromSeconds(arguments[Seconds]);
}
