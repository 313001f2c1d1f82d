using System.Diagnostics.CodeAnalysis;

namespace FChat.Media;

/// <summary>Why a media server refused something.</summary>
public enum SfuFault
{
    /// <summary>The description (SDP) or a candidate is malformed, or does not fit.</summary>
    BadDescription,

    /// <summary>What is asked for is not there: not yet up, or over.</summary>
    NoSuchFeed,

    /// <summary>The node can not be reached, does not answer, or fails; nothing is known of what it did.</summary>
    Unavailable,

    /// <summary>There are as many as there may be.</summary>
    Full,
}

/// <summary>What a media server made of a request: a value, or a fault.</summary>
public sealed class SfuOutcome<T>
    where T : class
{
    internal SfuOutcome(T? value, SfuFault fault, string message) => (Value, Fault, Message) = (value, fault, message);

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsDone => Value is not null;

    /// <summary>What was asked for; null when it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused. Means nothing when there is a value.</summary>
    public SfuFault Fault { get; }

    /// <summary>The media server's own words, for the log; empty when there is a value. Without secrets, and nothing that a client should see.</summary>
    public string Message { get; }

    /// <summary>It was refused.</summary>
    public static implicit operator SfuOutcome<T>(SfuRefusal refusal) => new(null, refusal.Fault, refusal.Message);

    /// <summary>Goes on with the value, or keeps the refusal.</summary>
    public SfuOutcome<TNext> Then<TNext>(Func<T, TNext> next)
        where TNext : class => IsDone ? SfuOutcome.Of(next(Value)) : new SfuRefusal(Fault, Message);
}

/// <summary>Makes outcomes. A refusal needs no maker: an <see cref="SfuRefusal"/> becomes one by itself.</summary>
public static class SfuOutcome
{
    /// <summary>It is done, and there is nothing to tell.</summary>
    public static SfuOutcome<SfuDone> Done { get; } = Of(SfuDone.Instance);

    /// <summary>It is done, with this value.</summary>
    public static SfuOutcome<T> Of<T>(T value)
        where T : class => new(value, default, "");
}

/// <summary>A fault on its way into an <see cref="SfuOutcome{T}"/>.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Message">In words, for the log.</param>
public sealed record SfuRefusal(SfuFault Fault, string Message);

/// <summary>It is done, and there is nothing to tell.</summary>
public sealed class SfuDone
{
    private SfuDone()
    {
    }

    /// <summary>The only one.</summary>
    public static SfuDone Instance { get; } = new();
}
