namespace FChat.Deploy.Tests.Files;

/// <summary>The settings of the programs as docs/operations.md lists them. Another test holds that list to the code.</summary>
internal static class DocumentedSettings
{
    // What the platform reads by itself, and not our programs.
    private static readonly string[] Platform = ["OTEL_", "DOTNET_", "ASPNETCORE_", "Logging__"];

    private static readonly Dictionary<string, string> Defaults = MarkdownTable.In(Documents.Section(Documents.Operations, "## Settings"))
        .SelectMany(table => table.Rows).ToDictionary(row => row[0].Trim('`'), row => row[1].Trim('`'));

    /// <summary>The default of a setting.</summary>
    public static string DefaultOf(string setting) => Defaults[setting];

    /// <summary>Whether a variable of the environment is one that somebody reads.</summary>
    public static bool IsRead(string variable) =>
        variable == "Urls" || Platform.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal)) || IsSetting(variable.Replace("__", ":", StringComparison.Ordinal));

    // A list's entries are numbered, and may have fields.
    private static bool IsSetting(string key) =>
        Defaults.ContainsKey(key) || (key.Split(':') is [var section, var name, var index, ..] && int.TryParse(index, out _) && Defaults.ContainsKey($"{section}:{name}"));
}
