using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Files;

/// <summary>That the YAML is written as the rules of deploy/.yamllint say.</summary>
public sealed class YamlTests
{
    [Fact]
    public async Task Yamllint_finds_nothing_wrong() => await Programs.Run(Documents.Root, "yamllint", "--strict", "--config-file", "deploy/.yamllint", "deploy");
}
