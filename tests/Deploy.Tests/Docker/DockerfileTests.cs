using System.Globalization;
using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Docker;

/// <summary>What the Dockerfiles promise without being built.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string> Paths => [.. All.Select(dockerfile => dockerfile.Path)];

    private static Dockerfile[] All => [Dockerfile.Silo, Dockerfile.Gateway];

    [Fact]
    public void Every_dockerfile_is_tested() =>
        Assert.Equal(RepositoryFiles.Below("deploy", "Dockerfile"), All.Select(dockerfile => dockerfile.Path).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Paths))]
    public void Every_base_image_is_pinned_to_one_version(string path) =>
        Assert.All(Of(path).Stages, stage => Assert.Matches(Pinned(), stage.Image));

    [Theory, MemberData(nameof(Paths))]
    public void The_build_image_has_the_sdk_that_is_asked_for(string path)
    {
        var asked = Version.Parse(JsonNode.Parse(RepositoryFiles.Text("global.json"))!["sdk"]!["version"]!.GetValue<string>());
        var has = VersionOf(Of(path).Stages.Single(stage => stage.Image.Contains("dotnet/sdk", StringComparison.Ordinal)));
        Assert.True(has.Major == asked.Major && has >= asked, $"{has} for {asked}");
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_image_runs_as_a_user_that_is_not_root_by_number(string path)
    {
        var user = Of(path).Image.Last("USER").Text.Split(':').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, user.Length);
        Assert.All(user, id => Assert.True(id >= 1000));
        Assert.True(Position(path, "USER") < Position(path, "ENTRYPOINT"));
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_image_says_whether_it_is_well_with_what_it_has(string path)
    {
        var check = Of(path).Image.Last("HEALTHCHECK");
        Assert.Equal("bash", check.Exec[0]); // The base image has no other program that could ask.
        Assert.Contains("/health/ready", check.Exec[2], StringComparison.Ordinal);
        Assert.Contains($"/dev/tcp/127.0.0.1/{UrlPort(Of(path))} ", check.Exec[2], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_program_gets_signals_itself(string path)
    {
        Assert.Equal("dotnet", Of(path).Image.Last("ENTRYPOINT").Exec[0]);
        Assert.Equal("SIGTERM", Of(path).Image.Last("STOPSIGNAL").Text);
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_image_sets_only_what_somebody_reads(string path) =>
        Assert.All(Of(path).Image.Environment.Keys, name => Assert.True(DocumentedSettings.IsRead(name), name));

    [Theory, MemberData(nameof(Paths))]
    public void No_layer_holds_a_secret(string path) =>
        Assert.DoesNotContain(Of(path).Stages.SelectMany(stage => stage.Instructions).Where(line => line.Keyword is "ENV" or "ARG"), line => Secret().IsMatch(line.Text));

    [Fact]
    public void The_silo_image_names_the_ports_that_its_program_opens() => Assert.Equal(
        [UrlPort(Dockerfile.Silo), Setting(Dockerfile.Silo, "Silo:SiloPort"), Setting(Dockerfile.Silo, "Silo:ClientPort"), Setting(Dockerfile.Silo, "Silo:StreamPort")],
        Dockerfile.Silo.Image.Last("EXPOSE").Arguments);

    [Fact]
    public void The_gateway_image_names_the_ports_that_its_program_opens() => Assert.Equal(
        [UrlPort(Dockerfile.Gateway), Setting(Dockerfile.Gateway, "Management:Port")], Dockerfile.Gateway.Image.Last("EXPOSE").Arguments);

    internal static string UrlPort(Dockerfile image) => image.Image.Environment["Urls"].Split(':')[^1];

    internal static string Setting(Dockerfile image, string setting) =>
        image.Image.Environment.GetValueOrDefault(setting.Replace(":", "__", StringComparison.Ordinal)) ?? DocumentedSettings.DefaultOf(setting);

    private static Dockerfile Of(string path) => All.Single(dockerfile => dockerfile.Path == path);

    private static int Position(string path, string keyword) =>
        Of(path).Image.Instructions.Select((instruction, at) => (instruction.Keyword, at)).Last(entry => entry.Keyword == keyword).at;

    private static Version VersionOf(Stage stage) => Version.Parse(stage.Image.Split(':')[1].Split('-')[0]);

    [GeneratedRegex(@"^[a-z0-9./-]+:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?$")]
    private static partial Regex Pinned();

    [GeneratedRegex("(?i)secret|password|token|auth__key|connectionstring")]
    private static partial Regex Secret();
}
