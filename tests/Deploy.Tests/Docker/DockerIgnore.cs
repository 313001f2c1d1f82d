using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Docker;

/// <summary>Which files of the repository a builder gets to see: the last line of .dockerignore that matches decides.</summary>
internal static class DockerIgnore
{
    private static readonly (Regex Pattern, bool IsLetIn)[] Lines =
        [.. RepositoryFiles.Text(".dockerignore").Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Read)];

    /// <summary>Whether a file, by its path from the root, is part of the build.</summary>
    public static bool LetsIn(string path) => Lines.LastOrDefault(line => line.Pattern.IsMatch(path), (null!, true)).IsLetIn;

    // A pattern that names a folder holds for all that is in it.
    private static (Regex, bool) Read(string line)
    {
        var glob = Regex.Escape(line.TrimStart('!')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return (new Regex($"^{glob}(/.*)?$"), line.StartsWith('!'));
    }
}
