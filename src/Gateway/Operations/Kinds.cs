using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>A field's value as it was read: an object, or a number, flag or word that needs no object.</summary>
internal struct FieldValue
{
    public object? Reference;
    public long Number;
    public bool IsGiven;
}

/// <summary>Reads and bounds one kind of value.</summary>
internal abstract class Kind
{
    /// <summary>Completes "must be …".</summary>
    public abstract string Description { get; }

    /// <summary>Whether a JSON <c>null</c> is a value of this kind, not its absence.</summary>
    public virtual bool TakesNull => false;

    /// <summary>How a form's or query's text becomes JSON of this kind.</summary>
    public virtual FormReading FormReading => FormReading.Text;

    /// <summary>Reads the value at the reader's token and leaves the reader at its last token.</summary>
    /// <returns>False when it is not of this kind; then <paramref name="refusal"/> may say more than that.</returns>
    public abstract bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal);

    /// <summary>The value's JSON schema (draft 2020-12) for the OpenAPI document.</summary>
    public abstract JsonObject Schema();
}

/// <summary>A kind whose values are given to handlers as <typeparamref name="T"/>.</summary>
internal abstract class Kind<T> : Kind
{
    /// <summary>The value behind a field that was read.</summary>
    public abstract T Of(in FieldValue value);
}

/// <summary>What a form's or query's text may be besides a string.</summary>
internal enum FormReading
{
    /// <summary>Always a string.</summary>
    Text,

    /// <summary>A number, <c>true</c> or <c>false</c>.</summary>
    Literal,

    /// <summary>An object or array where it parses as one, else a string.</summary>
    Json,
}
