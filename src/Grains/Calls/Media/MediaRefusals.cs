using FChat.Media;

namespace FChat.Calls.Media;

/// <summary>The one map from what a media server refuses to what the protocol says of it.</summary>
internal static class MediaRefusals
{
    /// <summary>The payload is not what the signal's type says.</summary>
    public static Refusal BadPayload { get; } = Refusal.Invalid("signal_data", "This is no session description or candidate that the media server can use.");

    /// <summary>A type that means nothing in this direction.</summary>
    public static Refusal BadType { get; } = Refusal.Invalid("signal_type", "The media server takes no such signal in this direction.");

    /// <summary>Why it was refused; null: it was not.</summary>
    public static Refusal? Of<T>(SfuOutcome<T> outcome, UserId publisher)
        where T : class => outcome.IsDone ? null : outcome.Fault switch
        {
            SfuFault.BadDescription => BadPayload,
            SfuFault.NoSuchFeed => Refusal.StreamNotFound(publisher),
            _ => Refusal.Unavailable,
        };
}
