using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>What an operation answers: the JSON text of its data, or a refusal.</summary>
internal readonly struct Answer
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private Answer(ReadOnlyMemory<byte> data, Refusal? refusal) => (Data, Refusal) = (data, refusal);

    /// <summary><c>{}</c></summary>
    public static Answer Done { get; } = new(Nothing, null);

    /// <summary>The data's JSON text, when <see cref="Refusal"/> is null.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The refusal, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Called once the answer is on its way to the caller and before anything that is written later. Null: nobody waits for that.</summary>
    public Action? AfterWritten { get; init; }

    /// <summary>Whether it is <see cref="Done"/> and nobody waits for it to be written.</summary>
    public bool IsPlain => Refusal is null && AfterWritten is null && Data.Equals(Done.Data);

    /// <summary>A refusal.</summary>
    public static implicit operator Answer(Refusal refusal) => new(default, refusal);

    /// <summary>Data.</summary>
    public static Answer Of<T>(T data) => new(WireJson.Bytes(data), null);

    /// <summary><c>null</c></summary>
    public static Answer Null { get; } = new("null"u8.ToArray(), null);
}
