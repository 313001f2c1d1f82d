using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Docker;

/// <summary>The images as they were built: their users, commands and environments, where nothing can be written to.</summary>
[Collection(typeof(OnRunningService))]
public sealed class ImageTests(RunningService service)
{
    [Fact]
    public async Task Two_people_call_each_other_through_the_images()
    {
        using var alice = await service.SignIn("alice");
        using var bob = await service.SignIn("bob");
        var call = await Callers.Call(alice, bob, "bob");
        Assert.Equal("completed", call.TextAt("end_reason"));
    }

    [Fact]
    public async Task The_gateway_image_has_the_page()
    {
        using var http = new HttpClient { BaseAddress = service.Gateway };
        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.Contains("<script type=\"module\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_checks_of_the_images_say_that_they_are_well()
    {
        Assert.Equal(0, await Check(Dockerfile.Silo, service.Silo));
        Assert.Equal(0, await Check(Dockerfile.Gateway, service.Gateway));
    }

    [Fact]
    public async Task The_health_checks_of_the_images_say_that_nobody_answers() =>
        Assert.NotEqual(0, await Check(Dockerfile.Silo, new Uri("http://127.0.0.1:1")));

    [Fact]
    public async Task Metrics_are_not_where_clients_are()
    {
        using var http = new HttpClient();
        using var publicly = await http.GetAsync(new Uri(service.Gateway, "/metrics"));
        Assert.False(publicly.IsSuccessStatusCode);
        Assert.Contains("fchat_gateway_connections", await http.GetStringAsync(new Uri(service.GatewayMetrics, "/metrics")), StringComparison.Ordinal);
        Assert.Contains("orleans_", await http.GetStringAsync(new Uri(service.Silo, "/metrics")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_stop_it_ends_well_before_it_is_killed()
    {
        await using var gateway = await service.StartAnotherGateway();
        var code = await gateway.Stop().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.Equal(0, code);
    }

    // Warnings may be of a machine that is busy.
    [Fact]
    public void Nothing_in_the_images_is_an_error()
    {
        var output = service.Migration + service.Output;
        Assert.Contains("\"LogLevel\":\"Information\"", output, StringComparison.Ordinal);
        Assert.All(["Error", "Critical"], level => Assert.DoesNotContain($"\"LogLevel\":\"{level}\"", output, StringComparison.Ordinal));
    }

    [Fact]
    public void They_ran_where_nothing_can_be_written_to() =>
        Assert.True(Confined.IsFull || !Environment.IsPrivilegedProcess, "setpriv and unshare (util-linux) are missing");

    // The words of the image's own check, with the port that the program has here.
    private static async Task<int> Check(Dockerfile image, Uri address)
    {
        var command = image.Image.Last("HEALTHCHECK").Exec;
        command[2] = command[2].Replace($"/127.0.0.1/{DockerfileTests.UrlPort(image)}", $"/127.0.0.1/{address.Port}", StringComparison.Ordinal);
        return (await Programs.Try("/", new Dictionary<string, string>(), command)).Code;
    }
}
