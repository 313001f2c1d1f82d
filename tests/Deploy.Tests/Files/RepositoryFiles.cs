namespace FChat.Deploy.Tests.Files;

/// <summary>Files of the repository that these tests were built from, by their paths from its root.</summary>
internal static class RepositoryFiles
{
    /// <summary>Where a file is.</summary>
    public static string Path(string path) => System.IO.Path.Combine(FChat.Tests.Documentation.Documents.Root, path);

    /// <summary>A file's text.</summary>
    public static string Text(string path) => File.ReadAllText(Path(path));

    /// <summary>Whether a file or folder is there.</summary>
    public static bool Exists(string path) => System.IO.Path.Exists(Path(path));

    /// <summary>Files below a folder with one of these endings.</summary>
    public static IEnumerable<string> Below(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path(folder), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => System.IO.Path.GetRelativePath(FChat.Tests.Documentation.Documents.Root, file))
            .Order(StringComparer.Ordinal);
}
