using System.Collections.Immutable;

namespace FChat.Core.Calls;

/// <summary>What a command comes to.</summary>
/// <param name="Next">The call afterwards; the same object when nothing changed.</param>
/// <param name="Facts">What happened, in order.</param>
/// <param name="Refusal">Why nothing happened, if it was refused.</param>
/// <param name="IsDurable">Whether <paramref name="Next"/> must be on disk before anybody is told.</param>
public sealed record Decision(CallState Next, ImmutableArray<CallFact> Facts, Refusal? Refusal, bool IsDurable)
{
    /// <summary>Nothing happened, and that is no refusal.</summary>
    public static Decision Nothing(CallState call) => new(call, [], null, IsDurable: false);

    /// <summary>Nothing happened, for a reason.</summary>
    public static Decision Refuse(CallState call, Refusal refusal) => new(call, [], refusal, IsDurable: false);
}
