namespace FChat.Rules;

/// <summary>M-lines of descriptions, and what is told of them to the plugin.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Fallback = TimeSpan.FromMilliseconds(300);
    private static readonly StreamMap Layered = new("a", "c", "s", HasLayers: true);
    private static readonly SfuWish All = new(SfuLayer.High, true, true);

    [Theory]
    [InlineData("audio:0 video:1:layers video:2", "0 1 2 True")]
    [InlineData("audio:0", "0 - - False")]
    [InlineData("audio:0 video:1", "0 1 - False")]
    [InlineData("audio:0 video:1:inactive video:2", "0 - 2 False")]
    [InlineData("audio:0:rejected video:1", "- 1 - False")]
    [InlineData("video:x application:d", "- x - False")]
    [InlineData("", "- - - False")]
    public void The_order_of_an_offers_m_lines_says_what_they_are(string lines, string map)
    {
        var (audio, camera, screen, hasLayers) = StreamMap.Of(Describe(lines));
        Assert.Equal(map, $"{audio ?? "-"} {camera ?? "-"} {screen ?? "-"} {hasLayers}");
    }

    [Fact]
    public void What_the_plugin_does_not_have_is_not_there() =>
        Assert.Equal(new StreamMap("a", null, "s", true), Layered.Only(new HashSet<string> { "a", "s" }));

    [Fact]
    public void A_receiver_has_names_of_its_own() =>
        Assert.Equal(new StreamMap("0", null, "1", true), Layered.Renamed(new Dictionary<string, string> { ["a"] = "0", ["s"] = "1" }));

    [Fact]
    public void In_the_beginning_only_what_is_not_wished_for_is_switched_off_and_the_layer_is_named()
    {
        Assert.Equal(["""{"substream":2,"fallback":300000,"mid":"c"}"""], Changes(null, All));
        Assert.Equal(["""{"send":false,"mid":"a"}""", """{"send":false,"mid":"c"}""", """{"send":false,"mid":"s"}"""], Changes(null, new SfuWish(SfuLayer.Off, false, false)));
    }

    [Fact]
    public void What_does_not_change_is_not_mentioned()
    {
        Assert.Empty(Changes(All, All));
        Assert.Equal(["""{"substream":0,"fallback":300000,"mid":"c"}"""], Changes(All, All with { Video = SfuLayer.Low }));
        Assert.Equal(["""{"send":false,"mid":"a"}"""], Changes(All, All with { Audio = false }));
        Assert.Equal(["""{"send":false,"mid":"c"}"""], Changes(All, All with { Video = SfuLayer.Off }));
        Assert.Equal(["""{"send":true,"substream":1,"fallback":300000,"mid":"c"}"""], Changes(All with { Video = SfuLayer.Off }, All with { Video = SfuLayer.Medium }));
    }

    [Fact]
    public void Without_layers_none_is_named() =>
        Assert.Empty(StreamChanges.Between(null, All with { Video = SfuLayer.Low }, Layered with { HasLayers = false }, Fallback));

    [Fact]
    public void What_is_not_there_is_not_switched() => Assert.Empty(StreamChanges.Between(null, new SfuWish(SfuLayer.Off, false, false), StreamMap.None, Fallback));

    private static IEnumerable<string> Changes(SfuWish? before, SfuWish now) => StreamChanges.Between(before, now, Layered, Fallback).Select(change => change.ToJsonString());

    private static string Describe(string lines) => "v=0\r\ns=-\r\n" + string.Concat(lines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Line));

    private static string Line(string words)
    {
        var (kind, mid, more) = (words.Split(':')[0], words.Split(':')[1], words.Split(':').ElementAtOrDefault(2));
        var direction = more == "inactive" ? "inactive" : "sendonly";
        return $"m={kind} {(more == "rejected" ? 0 : 9)} UDP/TLS/RTP/SAVPF 96\r\na=mid:{mid}\r\na={direction}\r\n" + (more == "layers" ? "a=rid:h send\r\na=simulcast:send h;m;l\r\n" : "");
    }
}
