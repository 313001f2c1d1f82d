namespace FChat.LoadTests.CommandLine;

/// <summary>Where the builds are that are measured.</summary>
public sealed class Programs
{
    private readonly string _root = Root();
    private readonly Arguments _arguments;

    /// <summary>Those that are named, otherwise this repository's Release builds.</summary>
    public Programs(Arguments arguments) => _arguments = arguments;

    /// <summary>The dll of a project under <c>src</c>.</summary>
    /// <param name="argument">What it may be named by.</param>
    /// <param name="project">Its directory and last name.</param>
    /// <exception cref="ArgumentException">It was not built.</exception>
    public string Required(string argument, string project)
    {
        var path = PathOf(argument, project);
        return File.Exists(path)
            ? path
            : throw new ArgumentException($"There is no {path}: build it with dotnet build -c Release src/{project}, or name it with --{argument}.");
    }

    /// <summary>
    /// Runtime settings of the hubs that the service is compared with: a file that is named, otherwise the single process's own, so that the ratio compares
    /// programs and not settings. Null: there are none, and the hubs take this driver's.
    /// </summary>
    public string? HubRuntime()
    {
        if (_arguments.Text(Arguments.HubRuntime) is { } named)
        {
            return File.Exists(named) ? Path.GetFullPath(named) : throw new ArgumentException($"There is no {named}.");
        }

        var standalone = Path.ChangeExtension(PathOf(Arguments.Standalone, "Standalone"), ".runtimeconfig.json");
        return File.Exists(standalone) ? standalone : null;
    }

    private string PathOf(string argument, string project) =>
        Path.GetFullPath(_arguments.Text(argument) ?? Path.Combine(_root, $"src/{project}/bin/Release/net10.0/FChat.{project}.dll"));

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root.Parent is { } parent && !File.Exists(Path.Combine(root.FullName, "FChat.sln")))
        {
            root = parent;
        }

        return root.FullName;
    }
}
