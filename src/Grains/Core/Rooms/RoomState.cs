using System.Collections.Immutable;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <summary>Everything that is known of a room; immutable, and stored as it stands. One with <see cref="Revision"/> 0 was never made.</summary>
/// <remarks>What a stored room lacks is read as the type's default, whatever an initializer says: so the collections make up for it when they are asked.</remarks>
public sealed record RoomState
{
    /// <summary>The room.</summary>
    public RoomId Id { get; init; }

    /// <summary>Its name, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>What kind of room it is.</summary>
    public RoomType Type { get; init; }

    /// <summary>Who may change the members; the last owner once nobody is left.</summary>
    public UserId Owner { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who is in it, the longest member first.</summary>
    public ImmutableArray<Member> Members { get => field.IsDefault ? [] : field; init; }

    /// <summary>Who was in it and may know that it exists, the last to go last. Bounded: <see cref="RoomLimits.Members"/>.</summary>
    public ImmutableArray<FormerMember> Former { get => field.IsDefault ? [] : field; init; }

    /// <summary>Number of the last message; 0: none.</summary>
    public long LastMessageSeq { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>Messages that SQL may not have yet, oldest first.</summary>
    public ImmutableList<MessageView> Unwritten { get => field ?? []; init; }

    /// <summary>The live call. A guess: the call knows.</summary>
    public CallId? ActiveCall { get; init; }

    /// <summary>The call that was started last, live or over.</summary>
    public CallId? LastCall { get; init; }

    /// <summary>Commands that were done, oldest first, for <see cref="Limits.CommandMemory"/>.</summary>
    public ImmutableList<RoomReceipt> Receipts { get => field ?? []; init; }

    /// <summary>Grows with every change.</summary>
    public long Revision { get; init; }

    /// <summary>The revision in which the members, roles or names last changed.</summary>
    public long RosterRevision { get; init; }

    /// <summary>Changes up to this revision are in SQL.</summary>
    public long ProjectedRevision { get; init; }

    /// <summary>Whether it was ever made.</summary>
    public bool Exists => Revision > 0;

    /// <summary>The member, or null.</summary>
    public Member? Find(UserId user)
    {
        foreach (var member in Members)
        {
            if (member.User == user)
            {
                return member;
            }
        }

        return null;
    }
}

/// <summary>Somebody in a room.</summary>
/// <param name="FullName">Display name, once they have shown it by an act.</param>
/// <param name="ReadSeq">The last message they have read.</param>
/// <param name="Revision">The room's revision in which this changed last.</param>
public sealed record Member(UserId User, string? FullName, MemberRole Role, long ReadSeq, DateTimeOffset JoinedAt, long Revision);

/// <summary>Somebody who was in a room.</summary>
/// <param name="Was">How they were when they went.</param>
/// <param name="Revision">The room's revision in which they went.</param>
public sealed record FormerMember(Member Was, DateTimeOffset LeftAt, long Revision);

/// <summary>A command that was done, and what it came to.</summary>
/// <param name="Message">What the answer was, for a message.</param>
/// <param name="Call">The call that it started, if it did.</param>
public sealed record RoomReceipt(
    UserId User, CommandId Command, RoomAct Act, DateTimeOffset At, MessageReceipt? Message = null, CallId? Call = null);

/// <summary>What a command does: the same command id under another act is another command.</summary>
public enum RoomAct
{
    /// <summary>Adds a member.</summary>
    AddMember,

    /// <summary>Removes a member.</summary>
    RemoveMember,

    /// <summary>Sends a message.</summary>
    SendMessage,

    /// <summary>Starts a call.</summary>
    InitiateCall,
}
