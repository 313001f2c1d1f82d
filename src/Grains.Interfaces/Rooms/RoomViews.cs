using System.Collections.Immutable;

namespace FChat.Rooms;

/// <summary>What kind of room it is.</summary>
[GenerateSerializer]
public enum RoomType
{
    /// <summary>Any number of members.</summary>
    Group,
    /// <summary>Two people; one room per pair.</summary>
    Direct,
}

/// <summary>What a member may do.</summary>
[GenerateSerializer]
public enum MemberRole
{
    /// <summary>May add and remove members and is host of the room's calls.</summary>
    Owner,
    /// <summary>Everybody else.</summary>
    Member,
}

/// <summary>A room as a member sees it.</summary>
/// <param name="RoomName">Null for a direct room without a name.</param>
/// <param name="ReadSeq">The last message that the viewer has read; null where the view is for several.</param>
[GenerateSerializer, Immutable, Alias("fchat.RoomView")]
public sealed record RoomView(
    RoomId RoomId,
    string? RoomName,
    RoomType RoomType,
    UserId Owner,
    ImmutableArray<MemberView> Members,
    DateTimeOffset Creation,
    CallId? ActiveCallSessionId,
    long LastMessageSeq,
    long? ReadSeq);

/// <summary>A member of a room.</summary>
[GenerateSerializer, Immutable, Alias("fchat.MemberView")]
public sealed record MemberView(UserId User, string? FullName, MemberRole Role);

/// <summary>A message.</summary>
/// <param name="Seq">Contiguous per room from 1.</param>
/// <param name="ClientMessageId">The sender's own name for it, if any.</param>
[GenerateSerializer, Immutable, Alias("fchat.MessageView")]
public sealed record MessageView(
    string MessageId, RoomId RoomId, long Seq, UserId Sender, string Content, DateTimeOffset Creation, string? ClientMessageId)
{
    /// <inheritdoc cref="SendMessage.ToString"/>
    public override string ToString() => $"{nameof(MessageView)} {RoomId}/{Seq} of {Content.Length} characters";
}

/// <summary>The answer to a sent message.</summary>
[GenerateSerializer, Immutable, Alias("fchat.MessageReceipt")]
public sealed record MessageReceipt(string MessageId, long Seq, DateTimeOffset Creation);
