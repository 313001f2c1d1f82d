using System.Diagnostics.CodeAnalysis;

namespace FChat.Calls;

/// <summary>A signal's payload: raw JSON text in UTF-8, never parsed, never changed, at most <see cref="Limits.SignalBytes"/>.</summary>
[GenerateSerializer, Immutable, Alias("fchat.SignalPayload")]
[SuppressMessage("Performance", "CA1819", Justification = "The bytes are handed over and never written again; a copy per read would be the cost of every signal.")]
public sealed record SignalPayload(byte[] Utf8Json);
