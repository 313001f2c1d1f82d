using System.Text;

namespace FChat.Deploy.Tests.Running;

/// <summary>Operations by the HTTP door.</summary>
internal static class Callers
{
    /// <summary>Asks for an operation, and gives what the answer's message is.</summary>
    public static async Task<JsonNode?> Ask(this HttpClient http, string operation, string arguments = "{}")
    {
        using var content = new StringContent(arguments, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/api/method/f_chat.{operation}", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{operation}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)?["message"];
    }

    /// <summary>Two people have a call: it is begun, both join, a signal goes, and one leaves.</summary>
    /// <returns>The call's end as the history has it.</returns>
    public static async Task<JsonNode?> Call(HttpClient caller, HttpClient callee, string calleeName)
    {
        var room = await caller.Ask("create_room", $$"""{"room_type":"Direct","members":["{{calleeName}}"]}""");
        var call = await caller.Ask("initiate_call", $$"""{"room_id":"{{room!["room_id"]}}","call_type":"Audio"}""");
        var which = $"\"call_session_id\":\"{call!["call_session_id"]}\"";
        await caller.Ask("join_call", $"{{{which}}}");
        await callee.Ask("join_call", $"{{{which}}}");
        await caller.Ask("send_webrtc_signal", $$"""{{{which}},"signal_type":"offer","signal_data":{"n":1},"target_user":"{{calleeName}}"}""");
        await callee.Ask("leave_call", $"{{{which}}}");
        return (await caller.Ask("get_call_history", $$"""{"room_id":"{{room["room_id"]}}"}"""))!["calls"]![0];
    }
}
