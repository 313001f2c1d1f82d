using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Fakes;

namespace FChat.Gateway.Tests.Doors;

/// <summary>A good request for every operation, made from the table of operations.</summary>
internal static class Requests
{
    /// <summary>A value within the bounds of every field.</summary>
    public static IReadOnlyDictionary<string, string> GoodValues { get; } = new Dictionary<string, string>
    {
        ["call_session_id"] = $"\"{Samples.Call}\"",
        ["room_id"] = $"\"{Samples.Room}\"",
        ["user"] = $"\"{Samples.Bob}\"",
        ["target_user"] = $"\"{Samples.Bob}\"",
        ["participants"] = $"[\"{Samples.Bob}\"]",
        ["members"] = $"[\"{Samples.Bob}\"]",
        ["call_type"] = "\"Video\"",
        ["reason"] = "\"busy\"",
        ["signal_type"] = "\"ice_candidate\"",
        ["signal_data"] = """{"candidate":"x"}""",
        ["stream"] = $$"""{"publisher":"{{Samples.Alice}}","direction":"publish","session":1}""",
        ["streams"] = $$"""[{"publisher":"{{Samples.Bob}}","feed":7,"video":"low","screen":false},{"publisher":"carol"}]""",
        ["media_role"] = "\"listener\"",
        ["device_id"] = "\"laptop\"",
        ["epoch"] = "3",
        ["seq"] = "17",
        ["signal_seq"] = "5",
        ["muted"] = "true",
        ["camera_on"] = "false",
        ["screen_sharing"] = "true",
        ["hand_raised"] = "false",
        ["position"] = "41",
        ["endpoint"] = "\"billing\"",
        ["first_media_ms"] = "850",
        ["round_trip_ms"] = "40",
        ["packet_loss_permille"] = "12",
        ["relayed"] = "false",
        ["status"] = "\"Away\"",
        ["active"] = "true",
        ["page"] = "1",
        ["page_size"] = "20",
        ["room_name"] = "\"Team\"",
        ["room_type"] = "\"Group\"",
        ["content"] = "\"hello\"",
        ["client_message_id"] = "\"c-1\"",
        ["before_seq"] = "9",
        ["limit"] = "10",
        ["hours"] = "24",
        ["command_id"] = "\"k-1\"",
        ["traceparent"] = "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"",
    };

    /// <summary>The whole argument of an operation, one field changed or left out (null).</summary>
    public static string Good(Operation operation, string? changed = null, string? value = null)
    {
        var fields = operation.Fields
            .Select(field => (field.Name, Value: field.Name == changed ? value : GoodValues[field.Name]))
            .Where(field => field.Value is not null);
        return "{" + string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Value}")) + "}";
    }
}
