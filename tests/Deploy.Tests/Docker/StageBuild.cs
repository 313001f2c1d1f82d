using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Docker;

/// <summary>Carries out a stage in a folder that stands for its root.</summary>
/// <param name="folderOf">The folder of another stage.</param>
internal sealed class StageBuild(string folder, Func<string, string> folderOf)
{
    // Neither compiler nor build servers stay behind.
    private static readonly Dictionary<string, string> BuildAlone = new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" };

    private string workingDirectory = "/";

    /// <summary>Carries out its instructions, in order.</summary>
    public async Task Run(Stage stage)
    {
        foreach (var instruction in stage.Instructions)
        {
            await Run(instruction);
        }
    }

    private string Here => folder + workingDirectory;

    private Task Run(Instruction instruction) => instruction.Keyword switch
    {
        "WORKDIR" => Enter(instruction.Text),
        "COPY" => Copy(instruction),
        "RUN" when instruction.Text.StartsWith("npm ci", StringComparison.Ordinal) => TakePackages(),
        "RUN" => Execute(instruction.Text),
        _ => Task.CompletedTask, // What is left says how the image runs.
    };

    private Task Enter(string path)
    {
        workingDirectory = path;
        Directory.CreateDirectory(Here);
        return Task.CompletedTask;
    }

    private Task Copy(Instruction copy)
    {
        var target = Path.Combine(Here, copy.Arguments[^1]);
        foreach (var source in copy.Arguments[..^1])
        {
            var isFromStage = copy.Flag("from") is not null;
            var from = isFromStage ? folderOf(copy.Flag("from")!) + source : RepositoryFiles.Path(source);
            CopyAll(from, target, isFromStage ? _ => true : DockerIgnore.LetsIn);
        }

        return Task.CompletedTask;
    }

    // A folder's content goes into the target, a file by its name.
    private static void CopyAll(string from, string target, Func<string, bool> isLetIn)
    {
        var files = Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [from];
        var top = Directory.Exists(from) ? from : Path.GetDirectoryName(from)!;
        foreach (var file in files.Where(file => isLetIn(Path.GetRelativePath(Documents.Root, file))))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(top, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    // The packages that the same lock file gave to the repository's own build, which comes before any test.
    private Task TakePackages()
    {
        Directory.CreateSymbolicLink(Path.Combine(Here, "node_modules"), RepositoryFiles.Path("src/Web/node_modules"));
        return Task.CompletedTask;
    }

    private async Task Execute(string command)
    {
        var (code, output, errors) = await Programs.Try(Here, BuildAlone, "bash", "-c", command);
        Assert.True(code == 0, $"{command} ended with {code}:\n{output}\n{errors}");
    }
}
