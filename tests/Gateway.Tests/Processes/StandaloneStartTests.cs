using FChat.Hosting;

namespace FChat.Gateway.Tests.Processes;

/// <summary>What somebody reads who starts the service for the first time.</summary>
public sealed class StandaloneStartTests : IDisposable
{
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("fchat-").FullName;

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    [Theory, InlineData("Development"), InlineData("Production")]
    public async Task Nothing_in_it_warns_of_anything(string environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        await using var service = ServiceProcess.Start(
            "Standalone", directory, ("ASPNETCORE_ENVIRONMENT", environment), ("Urls", address.ToString()), ("Auth:Key", Hosting.TestGateway.Key));

        await service.Ready(address);

        Assert.Contains($"FChat listens on {address.ToString().TrimEnd('/')}", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", service.Output, StringComparison.Ordinal);
    }
}
