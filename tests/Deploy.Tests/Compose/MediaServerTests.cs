namespace FChat.Deploy.Tests.Compose;

/// <summary>That the file which names a media server fits the compose file. What it says is tried with a Janus by <see cref="Running.RunningService"/>.</summary>
public sealed class MediaServerTests
{
    private static readonly string[] Silos = ["silo-1", "silo-2"];

    [Fact]
    public void Without_it_nobody_knows_of_a_media_server() =>
        Assert.All(ComposeFile.Ours, name => Assert.DoesNotContain(ComposeFile.Environment(name).Keys, key => key.StartsWith("Media__", StringComparison.Ordinal)));

    [Fact]
    public void It_tells_all_silos_the_same_and_only_what_they_read()
    {
        Assert.Equal(Silos, ComposeFile.Media.EntriesAt("services").Select(entry => entry.Key));
        Assert.Equal(ComposeFile.MediaEnvironment(Silos[0]), ComposeFile.MediaEnvironment(Silos[1]));
        Assert.All(ComposeFile.MediaEnvironment(Silos[0]).Keys, name => Assert.True(DocumentedSettings.IsRead(name), name));
    }

    [Fact]
    public void It_gives_silos_a_way_out_that_is_there()
    {
        Assert.All(Silos, silo => Assert.Equal(["edge"], ComposeFile.Media.EntriesAt("services", silo, "networks").Select(entry => entry.Key)));
        Assert.Null(ComposeFile.All.At("networks", "edge", "internal"));
        Assert.Contains("edge", ComposeFile.All.EntriesAt("networks").Select(entry => entry.Key));
    }

    [Fact]
    public void A_start_without_one_of_its_variables_is_refused_and_the_example_has_them_for_whoever_wants_it()
    {
        var variables = ComposeFile.Variables(RepositoryFiles.Text("deploy/compose.media.yaml")).ToList();
        Assert.Equal(3, variables.Count);
        var example = RepositoryFiles.Text("deploy/.env.example").Split('\n');
        Assert.All(variables, variable => Assert.Equal(":?", variable.How));
        Assert.All(variables, variable => Assert.Contains($"# {variable.Name}=", example));
    }
}
