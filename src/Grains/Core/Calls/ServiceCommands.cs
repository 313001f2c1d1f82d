using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>Something that the service itself notices. Never refused.</summary>
public abstract record ServiceCommand() : CallCommand(ServiceUser, null)
{
    private static readonly UserId ServiceUser = new("@service");
}

/// <summary>Look at the deadlines.</summary>
public sealed record Tick : ServiceCommand;

/// <summary>The call was loaded by another activation than the one that wrote it: seats are unsure, streams start again, waiting people are rung again.</summary>
public sealed record Awake : ServiceCommand;

/// <summary>A device of the user has the ring.</summary>
public sealed record DeviceRings(UserId User) : ServiceCommand;

/// <summary>A gateway says that these connections are alive.</summary>
public sealed record SeatsSeen(GatewayId Gateway, ImmutableHashSet<ConnectionId> Connections) : ServiceCommand;

/// <summary>A gateway is gone with all its connections.</summary>
public sealed record GatewayGone(GatewayId Gateway) : ServiceCommand;

/// <summary>The room's people changed.</summary>
public sealed record RosterChanged(RoomPeople People) : ServiceCommand;

/// <summary>The media server has, or has not any more, what the user sends.</summary>
/// <param name="Feed">The number of it; null: nothing.</param>
public sealed record FeedChanged(UserId User, long? Feed) : ServiceCommand;

/// <summary>The call has another media server, or none for now.</summary>
public sealed record SfuChanged(SfuView Sfu) : ServiceCommand;

/// <summary>Other people talk.</summary>
public sealed record SpeakersChanged(ImmutableArray<UserId> Speakers) : ServiceCommand;

/// <summary>A device is back with the numbers that it has, and is to be bound to its seat.</summary>
public sealed record TakeSeat(UserId User, Seat Seat) : CallCommand(User, null)
{
    /// <summary>Whether it asks by HTTP: that may be a mere look, and moves no seat whose connection lives.</summary>
    public bool IsPoll { get; init; } = Seat.IsHttp;
}
