using System.Text.Json.Serialization;

namespace FChat.Storage;

/// <summary>A state that only these tests know.</summary>
[GenerateSerializer]
public sealed class Note
{
    [Id(0)] public string Text { get; set; } = "";
}

/// <summary>Another state, for rows of the same key.</summary>
[GenerateSerializer]
public sealed class Count
{
    [Id(0)] public int Number { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Count))]
internal sealed partial class NoteJson : JsonSerializerContext;
