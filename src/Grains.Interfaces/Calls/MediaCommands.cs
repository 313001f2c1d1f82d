using System.Collections.Immutable;

namespace FChat.Calls;

/// <summary>Let somebody speak, or listen only (host).</summary>
[GenerateSerializer, Immutable, Alias("fchat.SetMediaRole")]
public sealed record SetMediaRole(UserId Actor, CommandId? Id, UserId Target, MediaRole Role) : CallCommand(Actor, Id);

/// <summary>Which of a participant's connections with the media server a signal is about.</summary>
/// <param name="Publisher">Whose media goes over it.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Session">The number of the connection: greater for every new one of the same publisher and direction. The sender of the first offer makes it.</param>
[GenerateSerializer, Immutable, Alias("fchat.StreamRef")]
public sealed record StreamRef(UserId Publisher, StreamDirection Direction, long Session);

/// <summary>A participant's signal to the media server: a session description (RFC 8829) or candidates (RFC 8838).</summary>
[GenerateSerializer, Immutable, Alias("fchat.SendMediaSignal")]
public sealed record SendMediaSignal(UserId Actor, SignalType Type, SignalPayload Payload, StreamRef Stream)
{
    /// <summary>Repeating a signal that was done, with the same id by the same actor, does nothing.</summary>
    [Id(4)] public CommandId? Id { get; init; }
}

/// <summary>What a participant wants of one publisher.</summary>
/// <param name="Feed">Only this publication; null: whichever there is.</param>
/// <param name="Video">Which pictures of the camera.</param>
/// <param name="Screen">Whether the shared screen, while there is one.</param>
[GenerateSerializer, Immutable, Alias("fchat.StreamWish")]
public sealed record StreamWish(UserId Publisher, long? Feed, VideoLayer Video, bool Screen);

/// <summary>Everything that a participant's device wants of the media server from now on; what was wanted before and is not named any more ends.</summary>
[GenerateSerializer, Immutable, Alias("fchat.UpdateSubscriptions")]
public sealed record UpdateSubscriptions(UserId Actor, ImmutableArray<StreamWish> Streams);
