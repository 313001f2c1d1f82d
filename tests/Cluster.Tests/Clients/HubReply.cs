using System.Text.Json;

namespace FChat.Cluster.Tests.Clients;

/// <summary>What came back for one invocation.</summary>
/// <param name="IsLost">The connection ended first.</param>
/// <param name="Code">Of a refusal.</param>
/// <param name="Content">The data, or of a refusal its details.</param>
internal readonly record struct HubReply(bool IsLost, string? Code, JsonElement Content)
{
    /// <summary>The connection ended before an answer.</summary>
    public static HubReply Lost { get; } = new(true, null, default);

    /// <summary>Whether it was done.</summary>
    public bool IsOk => !IsLost && Code is null;

    /// <summary>Whether it may have been done all the same, and may be tried again.</summary>
    public bool IsUnknown => IsLost || Code == "unavailable";

    /// <summary>From the result of a completion; one without a result says that the service failed.</summary>
    public static HubReply Of(ReadOnlySpan<byte> result)
    {
        if (result.IsEmpty)
        {
            return new HubReply(false, "unavailable", default);
        }

        var answer = JsonElement.Parse(result);
        if (answer.GetProperty("ok").GetBoolean())
        {
            return new HubReply(false, null, answer.GetProperty("data"));
        }

        var error = answer.GetProperty("error");
        error.TryGetProperty("details", out var details);
        return new HubReply(false, error.GetProperty("code").GetString(), details);
    }

    /// <summary>A text in the content, or null.</summary>
    public string? Text(string name) => Content.ValueKind == JsonValueKind.Object && Content.TryGetProperty(name, out var value) ? value.ToString() : null;
}
