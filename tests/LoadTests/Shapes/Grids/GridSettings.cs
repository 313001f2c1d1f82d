using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>Configuration of the service for many calls.</summary>
public static class GridSettings
{
    /// <summary>Joinings that come one by one are told one by one, as the others do; and no ring ends before whoever is late has come.</summary>
    public static readonly IReadOnlyDictionary<string, string> ForAll = new Dictionary<string, string>(ServiceSettings.TellingAtOnce)
    {
        ["Calls:RingTime"] = "00:02:00",
        ["Calls:AloneTime"] = "00:10:00",
    };
}
