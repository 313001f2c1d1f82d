using FChat.Media;
using FChat.Media.Janus;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace FChat.Hosting;

/// <summary>Secrets of media servers that are none.</summary>
public sealed class MediaSecretsTests
{
    private const string Good = "0nB2bq3XGm1v5uTQ7yKcWz9dRfHjLpSe";

    [Theory]
    [InlineData("change-me-please-change-me", "is an example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa", "repeats itself")]
    [InlineData("k7Q2", "is shorter")]
    public void Are_refused_in_Production_by_name_and_without_themselves(string secret, string why)
    {
        var fault = Assert.Single(Faults(Environments.Production, new MediaNode { Name = "a", ApiSecret = secret, AdminKey = Good }));
        Assert.Contains("ApiSecret of a", fault, StringComparison.Ordinal);
        Assert.Contains(why, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, fault, StringComparison.Ordinal);
        Assert.Contains("AdminKey of a", Assert.Single(Faults(Environments.Production, new MediaNode { Name = "a", AdminKey = secret })), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_nothing_to_look_at_in_Development() => Assert.Empty(Faults(Environments.Development, new MediaNode { Name = "a", ApiSecret = "short" }));

    [Fact]
    public void May_be_left_out() => Assert.Empty(Faults(Environments.Production, new MediaNode { Name = "a" }, new MediaNode { Name = "b", ApiSecret = Good, AdminKey = Good }));

    private static IEnumerable<string> Faults(string environment, params MediaNode[] nodes)
    {
        var options = new MediaOptions();
        foreach (var node in nodes)
        {
            options.Nodes.Add(node);
        }

        return new NoExampleMediaSecrets(new Place(environment)).Validate(null, options).Failures ?? [];
    }

    private sealed class Place(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = ".";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
