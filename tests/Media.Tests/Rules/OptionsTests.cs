using Microsoft.Extensions.Options;

namespace FChat.Rules;

/// <summary>Settings that would not do.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Faults(_ => { }));

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "Upper")]
    [InlineData("Url", "http://127.0.0.1:8188")]
    [InlineData("Url", null)]
    [InlineData("Weight", "0")]
    [InlineData("Weight", "1000001")]
    public void A_node_that_would_not_do_is_named(string setting, string? value)
    {
        var fault = Assert.Single(Faults(options =>
        {
            options.Nodes.Add(Node());
            var node = Node();
            typeof(MediaNode).GetProperty(setting)!.SetValue(node, setting switch { "Url" => value is null ? null : new Uri(value), "Weight" => int.Parse(value!, null), _ => value });
            options.Nodes.Add(node);
        }));
        Assert.Contains($"Media:Nodes:1 needs a {setting}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_of_one_node() => Assert.Contains("two have the name", Assert.Single(Faults(options =>
    {
        options.Nodes.Add(Node("same"));
        options.Nodes.Add(Node("same"));
    })), StringComparison.Ordinal);

    [Fact]
    public void The_longest_pause_is_not_shorter_than_the_first() =>
        Assert.Contains("LongestPause", Assert.Single(Faults(options => options.FirstPause = TimeSpan.FromSeconds(9))), StringComparison.Ordinal);

    [Theory]
    [InlineData("vp8", true)]
    [InlineData("vp8,h264", true)]
    [InlineData("", false)]
    [InlineData("vp8,", false)]
    [InlineData("mpeg2", false)]
    public void Codecs_are_those_that_Janus_knows(string codecs, bool isValid) => Assert.Equal(isValid, !Faults(options => options.VideoCodecs = codecs).Any());

    [Fact]
    public void A_server_that_hangs_is_noticed_within_15_seconds_whatever_is_set()
    {
        var faults = Faults(options => (options.KeepAliveEvery, options.KeepAliveTimeout) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8)));
        Assert.Empty(faults);
        Assert.Equal(2, Faults(options => (options.KeepAliveEvery, options.KeepAliveTimeout) = (TimeSpan.FromSeconds(5.1), TimeSpan.FromSeconds(8.1))).Count());
    }

    private static MediaNode Node(string? name = null) => new() { Name = name ?? $"{Guid.NewGuid()}", Url = new Uri("ws://127.0.0.1:8188") };

    private static IEnumerable<string> Faults(Action<MediaOptions> change)
    {
        var options = new MediaOptions();
        change(options);
        IValidateOptions<MediaOptions>[] validators = [new MediaOptionsValidator(), new MediaNodesValidator()];
        return validators.SelectMany(validator => validator.Validate(null, options).Failures ?? []);
    }
}
