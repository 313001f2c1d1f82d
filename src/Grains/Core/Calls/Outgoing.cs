using FChat.Calls;
using FChat.Presence;

namespace FChat.Core.Calls;

/// <summary>Something to be sent, and to whom.</summary>
public abstract record Outgoing;

/// <summary>To every device that is joined. <paramref name="Closes"/>: nothing follows it.</summary>
public sealed record Broadcast(StampedEvent Content, bool Closes) : Outgoing;

/// <summary>A device is out of the call; <paramref name="Content"/> is for its eyes, null: it knows.</summary>
public sealed record SeatClosed(Seat Seat, StampedEvent? Content) : Outgoing;

/// <summary>To a user's devices, whatever they are.</summary>
public sealed record ToUser(UserId User, UserNotice Notice) : Outgoing;
