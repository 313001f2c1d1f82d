using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Output;

/// <summary>Which mode the others are held against.</summary>
public static class Reference
{
    // What the service would be replaced with, or replaces; a bare hub in one process is only the price of the promises.
    private static readonly string[] Usual = ["redis", "seed-mariadb"];

    /// <summary>The mode that was asked for, else the hub with the backplane, else the seed's design, else the last; of those measured. Null: nothing was measured, or not what was asked for.</summary>
    public static string? Of(ShapeResult result, string? asked)
    {
        var modes = Modes(result);
        return asked is not null ? modes.FirstOrDefault(mode => mode == asked) : Usual.FirstOrDefault(modes.Contains) ?? (modes.Count > 0 ? modes[^1] : null);
    }

    /// <summary>The modes of a result, in their order.</summary>
    public static IReadOnlyList<string> Modes(ShapeResult result) => [.. result.Samples.Select(sample => sample.Mode).Distinct()];
}
