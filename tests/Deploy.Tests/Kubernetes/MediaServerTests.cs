using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>How silos are told of media servers, as docs/operations.md says.</summary>
public sealed partial class MediaServerTests
{
    private const string Prefix = "Media__";

    public static TheoryData<string> Overlays => Overlay.Names;

    private static IReadOnlyList<(string Language, string Text)> Blocks { get; } = [.. Documents.Blocks(Documents.Section(Documents.Operations, "## Kubernetes"))];

    [Theory, MemberData(nameof(Overlays))]
    public async Task Nobody_names_one_for_you(string overlay)
    {
        var built = await Overlay.Of(overlay);
        Assert.DoesNotContain(Told(built), name => name.StartsWith(Prefix, StringComparison.Ordinal));
        Assert.Equal(("fchat-media", "true"), SecretOf(Silo(built)));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task One_that_is_named_as_it_is_written_reaches_the_silos(string overlay)
    {
        var built = await Overlay.Over(overlay, Blocks.Single(block => block.Language == "yaml").Text);
        var names = Told(built).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        Assert.Equal(["Media__Nodes__0__Name", "Media__Nodes__0__Url"], names.Order(StringComparer.Ordinal));
        Assert.Contains("Proxy__KnownNetworks__0", Told(built));
    }

    [Fact]
    public void Its_secrets_are_made_by_the_names_of_settings()
    {
        var command = Blocks.SelectMany(block => block.Text.Split('\n')).Single(line => line.Contains("generic fchat-media ", StringComparison.Ordinal));
        var keys = Literal().Matches(command).Select(match => match.Groups["key"].Value).ToList();
        Assert.Equal(["Media__Nodes__0__ApiSecret", "Media__Nodes__0__AdminKey"], keys);
        Assert.All(keys, key => Assert.True(DocumentedSettings.IsRead(key), key));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Only_silos_have_its_secrets(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Workloads, workload => Assert.Equal(workload.Component == "silo", SecretOf(workload).Name is not null));

    private static Workload Silo(Overlay overlay) => overlay.Programs.Single(program => program.Component == "silo");

    private static IEnumerable<string> Told(Overlay overlay)
    {
        var silo = Silo(overlay);
        var mapped = silo.Maps.SelectMany(map => overlay.Named("ConfigMap", map).EntriesAt("data").Select(entry => entry.Key));
        return silo.Environment.Select(variable => variable.TextAt("name")!).Concat(mapped);
    }

    private static (string? Name, string? IsOptional) SecretOf(Workload workload)
    {
        var secret = workload.Container.ItemsAt("envFrom").SingleOrDefault(source => source.At("secretRef") is not null).At("secretRef");
        return (secret.TextAt("name"), secret.TextAt("optional"));
    }

    [GeneratedRegex("--from-literal=(?<key>[^=]+)=")]
    private static partial Regex Literal();
}
