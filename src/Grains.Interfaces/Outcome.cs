using System.Diagnostics.CodeAnalysis;

namespace FChat;

/// <summary>What an operation answers: a value or a refusal, never both. An exception is neither: it means that the system is broken.</summary>
[GenerateSerializer, Immutable, Alias("fchat.Outcome`1")]
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The answer, when <see cref="Refusal"/> is null.</summary>
    [Id(0)] public T? Value { get; private init; }

    /// <summary>The refusal, or null.</summary>
    [Id(1)] public Refusal? Refusal { get; private init; }

    /// <summary>Whether the operation was done.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>Carries a refusal to an answer of another type.</summary>
    public Outcome<TOther> Refused<TOther>() => Refusal ?? throw new InvalidOperationException("The outcome is no refusal.");

    /// <summary>The answer.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>The refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The answer of an operation that has nothing to say but that it is done: <c>{}</c> on the wire.</summary>
[GenerateSerializer, Immutable, Alias("fchat.Done")]
public sealed record Done
{
    /// <summary>The one value.</summary>
    public static Done Value { get; } = new();
}
