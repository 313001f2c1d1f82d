using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>Two people at hub connections who call each other, so that everything that is counted has happened.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private const int Signals = 20;
    private readonly HttpClient carolByHttp;
    private readonly HubUser carol, dave;
    private readonly string room;

    private Pair(HttpClient carolByHttp, HubUser carol, HubUser dave, string room) => (this.carolByHttp, this.carol, this.dave, this.room) = (carolByHttp, carol, dave, room);

    /// <summary>Connects them and makes their room.</summary>
    public static async Task<Pair> Connect(RunningService service)
    {
        var http = await service.SignIn("carol");
        using var other = await service.SignIn("dave");
        var room = (await http.Ask("create_room", """{"room_type":"Direct","members":["dave"]}"""))!["room_id"]!.GetValue<string>();
        return new Pair(http, await HubUser.Connect(service.Gateway, TokenOf(http)), await HubUser.Connect(service.Gateway, TokenOf(other)), room);
    }

    /// <summary>A call from beginning to end.</summary>
    public async Task Call()
    {
        await carolByHttp.Ask("send_message", $$"""{"room_id":"{{room}}","content":"hello"}""");
        var call = await Ring();
        await Both("join_call", call);
        await Until(now => now is not null && Joined(now) == 2);
        for (var n = 0; n < Signals; n++)
        {
            await carol.Do("send_webrtc_signal", Of(call, ("signal_type", "offer"), ("signal_data", new JsonObject { ["n"] = n }), ("target_user", "dave")));
        }

        await carol.Do("report_call_stats", Of(call, ("first_media_ms", 800), ("round_trip_ms", 40), ("packet_loss_permille", 3), ("relayed", true)));
        await dave.Do("report_call_stats", Of(call, ("first_media_ms", 300), ("round_trip_ms", 10), ("packet_loss_permille", 0), ("relayed", false)));
        await carol.Do("resume_call", Of(call, ("epoch", 1), ("seq", 0), ("signal_seq", 0)));
        await dave.Do("leave_call", Of(call));
        await Until(now => now is null);
    }

    /// <summary>A call that nobody has answered yet.</summary>
    public async Task<string> Ring() =>
        (await carolByHttp.Ask("initiate_call", $$"""{"room_id":"{{room}}","call_type":"Audio"}"""))!["call_session_id"]!.GetValue<string>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await carol.DisposeAsync();
        await dave.DisposeAsync();
        carolByHttp.Dispose();
    }

    private static string TokenOf(HttpClient http) => http.DefaultRequestHeaders.Authorization!.Parameter!;

    private static string Of(string call, params (string Name, JsonNode Value)[] fields) =>
        new JsonObject([new("call_session_id", call), .. fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Value))]).ToJsonString();

    private static int Joined(JsonNode call) => call.ItemsAt("participants").Count(participant => participant.TextAt("status") == "Joined");

    private async Task Both(string operation, string call)
    {
        await carol.Do(operation, Of(call));
        await dave.Do(operation, Of(call));
    }

    private Task Until(Func<JsonNode?, bool> isSo) =>
        RunningPrometheus.Until(async () => isSo(await carolByHttp.Ask("get_active_call", $$"""{"room_id":"{{room}}"}""")));
}
