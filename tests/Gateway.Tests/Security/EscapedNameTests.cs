using System.Net;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>Names and words that are spelled by escapes, right and wrong.</summary>
public sealed class EscapedNameTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    [Theory]
    [InlineData("""{"\u0072oom_id":"r-1"}""", null)]
    [InlineData("""{"room\u005Fid":"r-1"}""", null)]
    [InlineData("""{"room\u005fid":"r-1","\ud800":1}""", null)]
    [InlineData("""{"room_id\ud800":1,"room_id":"r-1"}""", null)]
    [InlineData("""{"room_\ud83d\ude00":1,"room_id":"r-1"}""", null)]
    [InlineData("""{"room_i\n":1,"room_id":"r-1"}""", null)]
    [InlineData("""{"room\u005fi":"r-1"}""", "room_id")]
    [InlineData("""{"room\u005fidd":"r-1"}""", "room_id")]
    [InlineData("""{"room_id":"\ud800"}""", "room_id")]
    public async Task A_field_is_found_however_its_name_is_escaped_and_half_a_character_is_no_name(string argument, string? missing)
    {
        var token = Tokens.For("alice");
        await using var hub = await shared.Gateway.Connect("alice");

        var (status, byHttp) = await shared.Gateway.Http.Post(token, "get_room", argument);
        var byHub = await hub.Invoke("get_room", argument);

        Assert.Equal(missing is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        Assert.Equal((missing, missing), (byHttp.Field, byHub.Field));
        Assert.Empty(shared.Gateway.Logs.Errors);
    }

    [Theory, InlineData("\\u0041way", null), InlineData("\\ud800", "status"), InlineData("Awa\\u0079\\ud800", "status")]
    public async Task So_is_a_word(string word, string? fault)
    {
        var (_, reply) = await shared.Gateway.Http.Post(Tokens.For("alice"), "update_user_status", $$"""{"status":"{{word}}"}""");

        Assert.Equal(fault, reply.Field);
    }

    [Fact]
    public async Task A_body_full_of_half_characters_is_read_in_no_time()
    {
        var body = "{" + string.Join(',', Enumerable.Repeat("\"\\ud800\":1", 10_000)) + $",\"call_session_id\":\"{Samples.Call}\"" + "}";
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Null((await shared.Gateway.Http.Post(Tokens.For("alice"), "update_media_state", body)).Reply.Error);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
