using System.Diagnostics;
using FChat.Hosting;

namespace FChat.Gateway.Tests.Telemetry;

public sealed class IdsHiddenTests
{
    private const string Call = "01JABCDEFGHJKMNPQRSTVWXYZ0";

    [Theory]
    [InlineData("fchat.user", "alice")]
    [InlineData("orleans.rpc.target_id", "user/u:alice")]
    [InlineData("orleans.grain.id", "user/u:alice@example.org")]
    [InlineData("orleans.grain.id", "room/r:team.secret-1")]
    [InlineData("anything", "from user/u:alice to room/r:team")]
    public void An_id_of_a_person_or_a_room_is_shown_as_a_hash(string name, string value)
    {
        var shown = Shown(new IdsHidden("key"), name, value);
        Assert.DoesNotContain("alice", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("team", shown, StringComparison.Ordinal);
        Assert.Equal(shown, Shown(new IdsHidden("key"), name, value));
        Assert.NotEqual(shown, Shown(new IdsHidden("another key"), name, value));
    }

    [Theory]
    [InlineData("fchat.call.id", Call)]
    [InlineData("orleans.rpc.target_id", "call/c:" + Call)]
    [InlineData("orleans.silo.id", "S127.0.0.1:11111:150")]
    [InlineData("db.query.text", "select version from grain_state where key = $1")]
    public void Everything_else_stays(string name, string value) => Assert.Equal(value, Shown(new IdsHidden("key"), name, value));

    [Fact]
    public void A_person_has_one_hash_wherever_the_id_stands()
    {
        var ids = new IdsHidden("key");
        Assert.Equal($"user/u:{Shown(ids, "fchat.user", "alice")}", Shown(ids, "orleans.rpc.target_id", "user/u:alice"));
    }

    [Fact]
    public void What_a_failure_says_is_left_out_and_its_kind_stays()
    {
        using var span = new Activity("span");
        span.SetTag("exception.type", "System.TimeoutException");
        span.SetTag("exception.message", "no answer to user/u:alice IRoomGrain.SendMessage(hello)");
        span.SetTag("exception.stacktrace", "at somewhere");
        span.SetStatus(ActivityStatusCode.Error, "no answer to alice");

        new IdsHidden("key").OnEnd(span);

        Assert.Equal("exception.type System.TimeoutException", string.Join(", ", span.TagObjects.Select(tag => $"{tag.Key} {tag.Value}")));
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
    }

    private static string Shown(IdsHidden ids, string name, string value)
    {
        using var span = new Activity("span");
        span.SetTag("before", 1);
        span.SetTag(name, value);
        span.SetTag("after", "unchanged");
        ids.OnEnd(span);
        Assert.Equal((1, "unchanged", 3), (span.GetTagItem("before"), span.GetTagItem("after"), span.TagObjects.Count()));
        return (string)span.GetTagItem(name)!;
    }
}
