namespace FChat;

/// <summary>The format that this program writes a durable state in, beside what its JSON context says. A state without one has format 1.</summary>
/// <param name="State">The state's type.</param>
/// <param name="Number">From 1; raised when an older program could not read what this one writes. It then refuses the row instead of losing a part of it.</param>
public sealed record StateFormat(Type State, int Number);
