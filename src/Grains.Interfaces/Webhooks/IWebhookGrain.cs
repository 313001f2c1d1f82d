using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Webhooks;

/// <summary>Sends the events of calls to one receiver, <c>w:&lt;name&gt;</c>. Durable is only up to where it has come.</summary>
[Alias("fchat.IWebhookGrain")]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>There may be something to send. Every silo says so again and again.</summary>
    [Alias("wake")]
    Task Wake();

    /// <summary>Sends everything again that comes after a position.</summary>
    /// <returns><see cref="ErrorCode.InvalidArgument"/> where there is no such receiver, or no such position yet; <see cref="ErrorCode.Unavailable"/> where it could not be stored.</returns>
    [Alias("replay")]
    Task<Outcome<Done>> Replay(long position);
}

/// <summary>An event of a call, as programs outside may read it.</summary>
/// <param name="Position">Grows over all calls; some numbers may be missing.</param>
/// <param name="Seq">Contiguous from 1 in each call.</param>
/// <param name="Creation">When it happened.</param>
/// <param name="Payload">What a receiver is sent: JSON text.</param>
[GenerateSerializer, Immutable, Alias("fchat.StoredCallEvent")]
public sealed record StoredCallEvent(long Position, CallId Call, long Seq, DateTimeOffset Creation, string Payload);
