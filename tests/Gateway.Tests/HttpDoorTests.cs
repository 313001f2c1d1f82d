using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Rooms;

namespace FChat.Gateway.Tests;

/// <summary>The HTTP door's own ways: forms, queries, bodies that are none, methods and types that it does not take.</summary>
public sealed class HttpDoorTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>, IDisposable
{
    private readonly string token = Tokens.For("alice");

    private TestGateway Gateway => shared.Gateway;

    public void Dispose() => Assert.Empty(Gateway.Logs.Errors);

    [Theory]
    [InlineData("{\"room_id\":")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("{\"room_id\":\"r-1\"}}")]
    [InlineData("{'room_id':'r-1'}")]
    public async Task A_body_that_is_no_json_object_is_invalid(string body) =>
        await Refused(HttpStatusCode.BadRequest, "invalid_argument", new StringContent(body, Encoding.UTF8, "application/json"));

    [Fact]
    public async Task A_body_that_is_no_utf8_is_invalid() =>
        await Refused(HttpStatusCode.BadRequest, "invalid_argument", Bytes([.. "{\"room_id\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Fact]
    public async Task A_body_that_is_nested_too_deeply_is_invalid() =>
        await Refused(HttpStatusCode.BadRequest, "invalid_argument", Bytes(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 5_000) + new string(']', 5_000) + "}")));

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_body_of_200_KiB_is_too_large_whether_or_not_it_says_so(bool saysLength)
    {
        HttpContent body = Bytes(Encoding.UTF8.GetBytes($$"""{"room_id":"r-1","x":"{{new string('x', 200 * 1024)}}"}"""));
        if (!saysLength)
        {
            body = new StreamContent(new Chunks(await body.ReadAsByteArrayAsync()));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        await Refused(HttpStatusCode.RequestEntityTooLarge, "payload_too_large", body);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/jsonp")]
    public async Task Other_content_types_are_unsupported(string type) =>
        await Refused(HttpStatusCode.UnsupportedMediaType, "invalid_argument", new StringContent("{\"room_id\":\"r-1\"}", Encoding.UTF8, type));

    [Theory]
    [InlineData("f_chat.no_such_operation")]
    [InlineData("f_chat.")]
    [InlineData("f_chat.GET_ROOM")]
    [InlineData("get_room")]
    [InlineData("frappe.ping")]
    [InlineData("f_chat.get_room/more")]
    [InlineData("")]
    public async Task An_unknown_operation_is_not_found_and_says_so_in_the_protocols_shape(string path)
    {
        var (status, reply) = await Gateway.Http.Ask(HttpMethod.Post, token, path, new StringContent("{}", Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.NotFound, "invalid_argument"), (status, reply.Code));
    }

    [Theory]
    [InlineData("GET", "leave_call")]
    [InlineData("PUT", "get_rooms")]
    [InlineData("DELETE", "get_rooms")]
    public async Task A_method_that_the_operation_does_not_take_is_refused(string method, string operation)
    {
        var (status, reply) = await Gateway.Http.Ask(new HttpMethod(method), token, $"f_chat.{operation}", null);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "invalid_argument"), (status, reply.Code));
    }

    [Fact]
    public async Task A_read_takes_its_fields_from_the_query()
    {
        var good = await Gateway.Http.Get(token, "get_call_history", "?room_id=r-1&page=2&page_size=5");
        var bad = await Gateway.Http.Get(token, "get_call_history", "?room_id=r-1&page=two");

        Assert.Equal((HttpStatusCode.OK, null), (good.Status, good.Reply.Code));
        Assert.Equal("page", bad.Reply.Field);
    }

    [Fact]
    public async Task A_form_may_hold_json_texts_as_frappes_clients_send_them()
    {
        using var form = new FormUrlEncodedContent([new("room_id", "r-7"), new("call_type", "Audio"), new("participants", "[\"bob\", \"carol\"]"), new("cmd", "f_chat.initiate_call")]);
        var (_, reply) = await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.initiate_call", form);
        var asked = await Gateway.Cluster.Asked(nameof(IRoomGrain.InitiateCall));

        Assert.Null(reply.Error);
        Assert.Equal("r:r-7", asked.Key);
        Assert.Equal([new UserId("bob"), new UserId("carol")], asked.Argument<InitiateCall>().Participants!.Value);
    }

    [Theory]
    [InlineData("{\"sdp\": 1.0}", "{\"sdp\": 1.0}")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("17", "\"17\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("{not json", "\"{not json\"")]
    [InlineData("plain \"text\"", "\"plain \\\"text\\\"\"")]
    public async Task Signal_data_in_a_form_is_json_when_it_is_an_object_or_array_else_text(string text, string expected)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Samples.Call.Value), "call_session_id" },
            { new StringContent("custom"), "signal_type" },
            { new StringContent("bob"), "target_user" },
            { new StringContent(text), "signal_data" },
        };
        var (_, reply) = await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.send_webrtc_signal", form);
        var asked = await Gateway.Cluster.Asked(nameof(ICallGrain.Signal));

        Assert.Null(reply.Error);
        Assert.Equal(expected, Encoding.UTF8.GetString(asked.Argument<SendSignal>().Payload.Utf8Json));
    }

    [Theory]
    [InlineData(Limits.SignalBytes, null, 0)]
    [InlineData(Limits.SignalBytes + 1, "payload_too_large", Limits.SignalBytes)]
    [InlineData(131_072, "payload_too_large", 3 * 131_072)]
    public async Task A_url_encoded_form_may_grow_by_its_encoding_and_its_fields_may_not(int bytes, string? code, int limit)
    {
        var data = $"[\"{new string('/', bytes - 4)}\"]";
        using var form = new FormUrlEncodedContent([new("call_session_id", Samples.Call.Value), new("signal_type", "custom"), new("target_user", "bob"), new("signal_data", data)]);

        var (_, reply) = await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.send_webrtc_signal", form);

        Assert.Equal((code, limit), (reply.Code, (int?)reply.Error?["details"]!["limit"] ?? 0));
        if (code is null)
        {
            Assert.Equal(data, Encoding.UTF8.GetString((await Gateway.Cluster.Asked(nameof(ICallGrain.Signal))).Argument<SendSignal>().Payload.Utf8Json));
        }
    }

    [Fact]
    public async Task A_multipart_form_may_not_be_larger_than_a_body()
    {
        using var form = new MultipartFormDataContent { { new StringContent(new string('x', 131_072)), "signal_data" } };

        var (status, reply) = await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.send_webrtc_signal", form);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 131_072), (status, (int)reply.Error!["details"]!["limit"]!));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_invalid()
    {
        var body = new StringContent("--nonsense", Encoding.UTF8);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        await Refused(HttpStatusCode.BadRequest, "invalid_argument", body);
    }

    [Fact]
    public async Task Flags_and_numbers_in_a_form_are_read_as_such()
    {
        using var form = new FormUrlEncodedContent([new("call_session_id", Samples.Call.Value), new("muted", "true"), new("camera_on", "yes")]);

        var (_, reply) = await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.update_media_state", form);

        Assert.Equal("camera_on", reply.Field);
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_argument()
    {
        Assert.Null((await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.get_rooms", null)).Reply.Error);
        Assert.Equal("room_id", (await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.get_room", null)).Reply.Field);
    }

    private async Task Refused(HttpStatusCode status, string code, HttpContent body)
    {
        var answer = await Gateway.Http.Ask(HttpMethod.Post, token, "f_chat.get_room", body);

        Assert.Equal((status, code), (answer.Status, answer.Reply.Code));
    }

    private static ByteArrayContent Bytes(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>A stream of unknown length: the client sends it in chunks.</summary>
    private sealed class Chunks(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
