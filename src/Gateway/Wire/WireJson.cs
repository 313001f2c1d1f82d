using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FChat.Rooms;

namespace FChat.Gateway.Wire;

/// <summary>The wire's JSON: one set of options for both doors and all events.</summary>
internal static class WireJson
{
    /// <summary>Deepest nesting of a request.</summary>
    public const int MaxDepth = 128;

    /// <summary>How everything is written.</summary>
    public static JsonSerializerOptions Options { get; } = new(WireContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = WireContext.Default.WithAddedModifier(WriteNullsThatMeanSomething),
    };

    /// <summary>How requests are read.</summary>
    public static JsonReaderOptions Reading { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>How hand-written JSON is written.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The contract of a wire type.</summary>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>The JSON text of a value.</summary>
    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Of<T>());

    // A room always says whether it has a name and a live call; other absent values are left out.
    private static void WriteNullsThatMeanSomething(JsonTypeInfo type)
    {
        if (type.Type != typeof(RoomView))
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.Name is "room_name" or "active_call_session_id")
            {
                property.ShouldSerialize = static (_, _) => true;
            }
        }
    }
}
