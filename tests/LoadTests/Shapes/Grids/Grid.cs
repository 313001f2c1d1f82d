using System.Globalization;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>So many calls of so many people each.</summary>
public readonly record struct Grid(int Calls, int People)
{
    /// <summary>The grids of the table in <c>docs/benchmarks.md</c>: a thousand people each time.</summary>
    public const string Usual = "1x1000,10x100,100x10,250x4,500x2";

    private const int MostPeople = 10_000;
    private const int MostInCall = 1_000;

    /// <summary>All people in all calls.</summary>
    public int All => Calls * People;

    /// <summary>Reads <c>1x1000,10x100</c>.</summary>
    /// <exception cref="ArgumentException">It makes no sense; the message is for people.</exception>
    public static IReadOnlyList<Grid> ReadAll(string text) => [.. text.Split(',').Select(Read)];

    /// <summary>The grid of the same kind with at most so many people: smaller calls only where one would be too large.</summary>
    public Grid AtMost(int people) => new(Math.Max(1, Math.Min(Calls, people / People)), Math.Min(People, people));

    /// <summary>How many people of each call come late, one at a time: so many that there are at least <paramref name="atLeast"/> of them in all calls, if the calls have them.</summary>
    public int LateInCall(int atLeast) => Math.Min(People - 1, (atLeast + Calls - 1) / Calls);

    /// <inheritdoc/>
    public override string ToString() => $"{Calls}x{People}";

    private static Grid Read(string text)
    {
        var sides = text.Split('x');
        return sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var calls)
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var people)
            && calls >= 1 && people is >= 2 and <= MostInCall && calls <= MostPeople / people
            ? new Grid(calls, people)
            : throw new ArgumentException($"{text} is no shape: calls x participants, as in 10x100; at most {MostInCall} in a call and {MostPeople} in all.");
    }
}
