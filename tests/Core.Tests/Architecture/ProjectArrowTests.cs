using System.Xml.Linq;

namespace FChat.Tests.Architecture;

/// <summary>Who may refer to whom. References are transitive, so the arrows of the project files are all there are.</summary>
public sealed class ProjectArrowTests
{
    private static readonly string[] NotForGrains =
        ["Microsoft.AspNetCore", "Microsoft.Data", "Npgsql", "Dapper", "dbup", "System.Data", "Microsoft.Orleans.Persistence"];

    [Theory]
    [InlineData("Grains.Interfaces")]
    [InlineData("Media", "Grains.Interfaces")]
    [InlineData("Grains", "Grains.Interfaces", "Media")]
    [InlineData("Hosting", "Grains.Interfaces")]
    [InlineData("Silo", "Grains", "Hosting", "Media")]
    [InlineData("Gateway", "Grains.Interfaces", "Hosting")]
    [InlineData("Standalone", "Gateway", "Silo")]
    public void A_project_refers_only_to_those_that_the_architecture_names(string project, params string[] allowed) =>
        Assert.Equal(allowed.Order(), References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [InlineData("Grains.Interfaces", "Microsoft.Orleans.Sdk")]
    [InlineData("Grains", "Microsoft.Orleans.Server", "Ulid")]
    public void Contracts_and_grains_know_Orleans_and_no_door_or_database(string project, params string[] allowed) =>
        Assert.Empty(References(project, "PackageReference").Except(allowed));

    [Theory]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains")]
    [InlineData("Media")]
    public void Contracts_and_grains_are_plain_libraries_without_a_web_framework(string project)
    {
        Assert.Equal("Microsoft.NET.Sdk", Read(project).Root!.Attribute("Sdk")!.Value);
        Assert.Empty(References(project, "FrameworkReference"));
    }

    [Fact]
    public void The_gateway_names_no_storage_package() =>
        Assert.DoesNotContain(References("Gateway", "PackageReference"), package =>
            package is "Dapper" or "Microsoft.Orleans.Server" || package.StartsWith("Microsoft.Data", StringComparison.Ordinal) || package.Contains("Persistence"));

    [Fact]
    public void The_compiled_grains_use_no_assembly_of_a_door_or_a_database() =>
        Assert.DoesNotContain(Compiled.Grains.GetReferencedAssemblies(), reference =>
            NotForGrains.Any(prefix => reference.Name!.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Every_project_under_src_is_in_the_picture()
    {
        string[] known = ["Gateway", "Grains", "Grains.Interfaces", "Hosting", "Media", "Silo", "Standalone"];
        Assert.Equal(known, Repository.Files("src", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));
    }

    private static XDocument Read(string project) => XDocument.Parse(Repository.Text($"src/{project}/{project}.csproj"));

    private static IEnumerable<string> References(string project, string kind) =>
        Read(project).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
