using System.Diagnostics;
using FChat.Tests.Documentation;

namespace FChat.Gateway.Tests.Security;

/// <summary>How <c>test.sh</c> reads what the feeds say of holes in dependencies.</summary>
public sealed class DependencyAuditTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("""{"version":1,"projects":[{"path":"a.csproj"}]}""", "0")]
    [InlineData("""{"projects":[{"frameworks":[{"topLevelPackages":[{"id":"A","resolvedVersion":"1.0","vulnerabilities":[{"severity":"Moderate","advisoryurl":"https://a"}]}]}]}]}""", "0")]
    [InlineData("""{"projects":[{"frameworks":[{"transitivePackages":[{"id":"A","resolvedVersion":"1.0","vulnerabilities":[{"severity":"High","advisoryurl":"https://a"}]}]}]}]}""", "FAILED A 1.0: high, https://a|1")]
    [InlineData("""{"vulnerabilities":{},"metadata":{}}""", "0")]
    [InlineData("""{"vulnerabilities":{"a":{"via":[{"name":"a","range":"<2","severity":"critical","url":"https://a"}]},"b":{"via":["a"]}}}""", "FAILED a <2: critical, https://a|1")]
    [InlineData("""{"message":"405 Method Not Allowed","error":{}}""", "unanswered")]
    [InlineData("", "unanswered")]
    public async Task A_grave_hole_is_told_and_silence_is_no_answer(string report, string expected)
    {
        await File.WriteAllTextAsync(file, report);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Documents.Root, ".ci/audit.mjs"), file]) { RedirectStandardOutput = true })!;

        var told = await node.StandardOutput.ReadToEndAsync();

        Assert.Equal(expected, string.Join('|', told.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
