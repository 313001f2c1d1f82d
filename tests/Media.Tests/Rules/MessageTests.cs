using System.Text;
using System.Text.Json;

namespace FChat.Rules;

/// <summary>Messages as Janus 1.1.2 wrote them.</summary>
public sealed class MessageTests
{
    [Fact]
    public void What_was_made_has_a_number()
    {
        var made = Read("""{"janus":"success","transaction":"t1","data":{"id":8435160983571024}}""");
        Assert.Equal((JanusKind.Success, "t1", 8435160983571024), (made.Kind, made.Transaction, (long)made.Number("id")));
        Assert.Null(made.Refusal);
    }

    [Fact]
    public void An_event_has_the_plugins_data_and_a_description()
    {
        var told = Read("""
            {"janus":"event","session_id":1,"transaction":"t6","sender":7,"plugindata":{"plugin":"janus.plugin.videoroom","data":{"videoroom":"attached","room":5,
            "streams":[{"type":"audio","active":true,"mindex":0,"mid":"0","ready":false,"send":true,"feed_id":9,"feed_mid":"0","codec":"opus"}]}},"jsep":{"type":"offer","sdp":"v=0\r\n"}}
            """);
        Assert.Equal((JanusKind.Event, 7L, "attached", "v=0\r\n"), (told.Kind, told.Handle, told.Said("videoroom"), told.Sdp));
        Assert.Equal("0", Assert.Single(told.Many("streams")).GetProperty("feed_mid").GetString());
        Assert.Equal((5.0, 0.0), (told.Number("room"), told.Number("none")));
    }

    [Theory]
    [InlineData("""{"janus":"error","session_id":1,"transaction":"t2","error":{"code":465,"reason":"JSEP error: invalid SDP"}}""", 465, SfuFault.BadDescription)]
    [InlineData("""{"janus":"success","transaction":"t2","sender":7,"plugindata":{"plugin":"p","data":{"videoroom":"event","error_code":428,"error":"No such feed (3)"}}}""", 428, SfuFault.NoSuchFeed)]
    [InlineData("""{"janus":"error","transaction":"t2","error":{"code":403,"reason":"Unauthorized request (wrong or missing secret/token)"}}""", 403, SfuFault.Unavailable)]
    public void Errors_of_Janus_and_of_the_plugin_are_alike(string json, int code, SfuFault fault)
    {
        var refusal = Read(json).Refusal!;
        Assert.Equal(fault, refusal.Fault);
        Assert.EndsWith($"({code})", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Candidates_are_browsers_own_and_the_last_one_says_so()
    {
        var found = Read("""{"janus":"trickle","session_id":1,"sender":7,"candidate":{"sdpMid":"0","sdpMLineIndex":0,"candidate":"candidate:1 1 udp 2015363327 192.0.2.2 10007 typ host"}}""");
        Assert.Equal((JanusKind.Trickle, new SfuCandidate("candidate:1 1 udp 2015363327 192.0.2.2 10007 typ host", "0", 0)), (found.Kind, found.Candidate));
        Assert.Equal(new SfuCandidate(null, null, null), Read("""{"janus":"trickle","sender":7,"candidate":{"completed":true}}""").Candidate);
    }

    [Theory]
    [InlineData("webrtcup", JanusKind.WebRtcUp)]
    [InlineData("hangup", JanusKind.HangUp)]
    [InlineData("detached", JanusKind.Detached)]
    [InlineData("timeout", JanusKind.TimedOut)]
    [InlineData("ack", JanusKind.Ack)]
    [InlineData("slowlink", JanusKind.Other)]
    [InlineData("something new", JanusKind.Other)]
    public void Words_are_kinds(string word, object kind) => Assert.Equal(kind, Read($$"""{"janus":"{{word}}","sender":7}""").Kind);

    [Fact]
    public void A_hang_up_says_why() => Assert.Equal("DTLS alert", Read("""{"janus":"hangup","session_id":1,"sender":7,"reason":"DTLS alert"}""").Text);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    public void What_is_no_message_is_not_read(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Theory]
    [InlineData("""{"janus":5,"transaction":{},"sender":"7","data":[],"error":"x","jsep":5,"candidate":{"sdpMLineIndex":1.5}}""")]
    [InlineData("""{"plugindata":[],"jsep":{},"sender":1e300}""")]
    public void Elements_of_other_types_are_passed_over(string json) => Assert.Equal((JanusKind.Other, 0L, 0), (Read(json).Kind, Read(json).Handle, Read(json).ErrorCode));

    private static JanusMessage Read(string json) => JanusReader.Read(Encoding.UTF8.GetBytes(json));
}
