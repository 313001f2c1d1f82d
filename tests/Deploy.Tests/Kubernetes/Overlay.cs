using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>What <c>kubectl kustomize</c> makes of an overlay.</summary>
internal sealed class Overlay
{
    private static readonly Dictionary<string, Task<Overlay>> Built = [];

    private Overlay(string text) => All = Yaml.Documents(text);

    /// <summary>Names of the overlays.</summary>
    public static TheoryData<string> Names => [.. Directory.GetDirectories(RepositoryFiles.Path("deploy/k8s/overlays")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>All objects.</summary>
    public IReadOnlyList<JsonNode> All { get; }

    /// <summary>What makes pods.</summary>
    public IEnumerable<Workload> Workloads => All.Where(one => one.At("spec", "template", "spec") is not null).Select(one => new Workload(one));

    /// <summary>The deployments of our own programs that keep running.</summary>
    public IEnumerable<Workload> Programs => Workloads.Where(workload => workload.Kind == "Deployment");

    /// <summary>An overlay, which is built once.</summary>
    public static async Task<Overlay> Of(string name)
    {
        if (!Built.TryGetValue(name, out var built))
        {
            Built[name] = built = Build(name);
        }

        return await built;
    }

    /// <summary>Objects of a kind.</summary>
    public IEnumerable<JsonNode> OfKind(string kind) => All.Where(one => one.TextAt("kind") == kind);

    /// <summary>The object with a name.</summary>
    public JsonNode Named(string kind, string? name) => OfKind(kind).Single(one => one.TextAt("metadata", "name") == name);

    /// <summary>What somebody gets who puts this into an overlay over one of ours.</summary>
    public static async Task<Overlay> Over(string name, string kustomization)
    {
        var folder = Directory.CreateTempSubdirectory("fchat-overlay-");
        var ours = Path.GetRelativePath(folder.FullName, RepositoryFiles.Path($"deploy/k8s/overlays/{name}"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "kustomization.yaml"), $"namespace: fchat\nbases: [\"{ours}\"]\n{kustomization}\n");
        var built = await BuildAt(folder.FullName);
        folder.Delete(recursive: true);
        return built;
    }

    private static Task<Overlay> Build(string name) => BuildAt($"deploy/k8s/overlays/{name}");

    private static async Task<Overlay> BuildAt(string path) => new(await Running.Programs.Run(Documents.Root, "kubectl", "kustomize", path));
}
