using System.Collections.Immutable;
using FChat.Calls;
using Orleans.Concurrency;

namespace FChat.Rooms;

/// <summary>
/// Owns a room, <c>r:&lt;id&gt;</c>: members, roles, the pointer to its live call, the numbering of messages. Every change is on disk before it is answered.
/// The pointer to a call is a guess that is checked when it is read.
/// Strangers are refused as if the room did not exist; former members are told that they are none.
/// </summary>
[Alias("fchat.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Makes the room, or answers the one there is if it was made by the same request (same command, same pair).</summary>
    [Alias("create")]
    Task<Outcome<RoomView>> Create(CreateRoom request);

    /// <summary>The room as the caller sees it.</summary>
    [Alias("view")]
    Task<Outcome<RoomView>> View(Caller caller);

    /// <summary>Adds a member (owner). One who is a member already: the same answer, nothing changes.</summary>
    [Alias("add_member")]
    Task<Outcome<RoomView>> AddMember(Caller caller, UserId user, CommandId? command);

    /// <summary>Removes a member (owner, or the member itself), from the live call too. The owner cannot go while others are there: the longest member becomes owner.</summary>
    [Alias("remove_member")]
    Task<Outcome<RoomView>> RemoveMember(Caller caller, UserId user, CommandId? command);

    /// <summary>Numbers and keeps a message, and tells the other members' devices and the sender's.</summary>
    [AlwaysInterleave, Alias("send_message")]
    Task<Outcome<MessageReceipt>> SendMessage(Caller caller, SendMessage message);

    /// <summary>Moves the caller's read mark; never back.</summary>
    [AlwaysInterleave, Alias("mark_read")]
    Task<Outcome<Done>> MarkRead(Caller caller, long seq, CommandId? command);

    /// <summary>Starts a call, or refuses with the live one. Two at once: one call.</summary>
    [Alias("initiate")]
    Task<Outcome<CallView>> InitiateCall(Caller caller, InitiateCall request);

    /// <summary>The live call, checked with it; null answer in <see cref="ActiveCall"/>: none.</summary>
    [Alias("active_call")]
    Task<Outcome<ActiveCall>> GetActiveCall(Caller caller);

    /// <summary>A call of this room is over: the pointer goes, if it still points there. May be lost, may be repeated.</summary>
    [AlwaysInterleave, Alias("call_over")]
    Task CallOver(CallId call);

    /// <summary>What the reader of lists needs to know: whether the caller may read, and what SQL may not have yet.</summary>
    [Alias("reading")]
    Task<Outcome<RoomReading>> Reading(Caller caller);
}

/// <summary>A wish for a room. The id was chosen by whoever asks the grain: by the pair for a direct room, by the command for a repeated one.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CreateRoom")]
public sealed record CreateRoom(Caller Creator, string? RoomName, ImmutableArray<UserId> Members, RoomType RoomType, CommandId? Command);

/// <summary>A message to be sent.</summary>
[GenerateSerializer, Immutable, Alias("fchat.SendMessage")]
public sealed record SendMessage(string Content, string? ClientMessageId, CommandId? Command)
{
    /// <summary>Without the text: requests stand in messages of failures, and those in logs.</summary>
    public override string ToString() => $"{nameof(SendMessage)} of {Content.Length} characters";
}

/// <summary>A wish for a call; <paramref name="Participants"/> null: every other member.</summary>
[GenerateSerializer, Immutable, Alias("fchat.InitiateCall")]
public sealed record InitiateCall(CallType CallType, ImmutableArray<UserId>? Participants, CommandId? Command)
{
    /// <summary>The device that calls, if it has a hub connection (<see cref="CreateCall.From"/>).</summary>
    [Id(3)] public ConnectionId? From { get; init; }
}

/// <summary>The live call of a room, or none.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ActiveCall")]
public sealed record ActiveCall(CallView? Call);

/// <summary>What SQL may not have yet of a room.</summary>
/// <param name="Members">Who is a member now.</param>
/// <param name="LastCall">The call whose rows may still be on the way.</param>
/// <param name="Unwritten">Messages that may not be in SQL yet, oldest first.</param>
[GenerateSerializer, Immutable, Alias("fchat.RoomReading")]
public sealed record RoomReading(ImmutableArray<UserId> Members, CallId? LastCall, ImmutableArray<MessageView> Unwritten);
