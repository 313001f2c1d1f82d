using System.Text.Json;
using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Docker;

/// <summary>One instruction: <c>COPY --from=build /a ./</c> has the keyword, the flag and the arguments <c>/a</c> and <c>./</c>.</summary>
internal sealed record Instruction(string Keyword, string Text)
{
    /// <summary>The words that are not flags.</summary>
    public string[] Arguments => [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>The value of a flag; null if it has none.</summary>
    public string? Flag(string name) => Text.Split(' ').FirstOrDefault(word => word.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];

    /// <summary>The words of an instruction in exec form.</summary>
    public string[] Exec => JsonSerializer.Deserialize<string[]>(Text[Text.IndexOf('[')..])!;
}

/// <summary>What begins with a <c>FROM</c>.</summary>
internal sealed record Stage(string Image, string Name, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>The last instruction with a keyword, which is the one that holds.</summary>
    public Instruction Last(string keyword) => Instructions.Last(instruction => instruction.Keyword == keyword);

    /// <summary>The variables that it sets.</summary>
    public IReadOnlyDictionary<string, string> Environment => Instructions.Where(instruction => instruction.Keyword == "ENV")
        .SelectMany(instruction => instruction.Arguments).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}

/// <summary>A Dockerfile of the repository, read as far as ours go: https://docs.docker.com/reference/dockerfile/.</summary>
internal sealed partial record Dockerfile(string Path, IReadOnlyList<Stage> Stages)
{
    /// <summary>That of the silo.</summary>
    public static Dockerfile Silo { get; } = Read("deploy/docker/Silo.Dockerfile");

    /// <summary>That of the gateway.</summary>
    public static Dockerfile Gateway { get; } = Read("deploy/docker/Gateway.Dockerfile");

    /// <summary>The stage that becomes the image.</summary>
    public Stage Image => Stages[^1];

    private static Dockerfile Read(string path)
    {
        var lines = RepositoryFiles.Text(path).Split('\n').Where(line => !line.StartsWith('#') && line.Trim().Length > 0);
        var text = Continuation().Replace(string.Join('\n', lines), " ");
        var stages = new List<(string[] From, List<Instruction> Instructions)>();
        foreach (var line in text.Split('\n'))
        {
            var (keyword, rest) = (line[..line.IndexOf(' ')], line[line.IndexOf(' ')..].Trim());
            if (keyword == "FROM")
            {
                stages.Add((rest.Split(' '), []));
            }
            else
            {
                stages[^1].Instructions.Add(new Instruction(keyword, rest));
            }
        }

        return new Dockerfile(path, [.. stages.Select(stage => new Stage(stage.From[0], stage.From.ElementAtOrDefault(2) ?? "image", stage.Instructions))]);
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();
}
