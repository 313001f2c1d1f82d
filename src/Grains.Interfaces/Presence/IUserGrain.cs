using System.Collections.Immutable;
using FChat.Gateways;

namespace FChat.Presence;

/// <summary>Owns a user's devices, chosen status and waiting rings, <c>u:&lt;id&gt;</c>. Durable: the chosen status and when they were last seen.</summary>
[Alias("fchat.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>A device is connected. Repeated by the gateway every 30 s or so, which rebuilds what a dead silo forgot.</summary>
    /// <param name="calls">The calls that the device is in.</param>
    /// <returns>Calls that may ring for the user, when the device is new here: the gateway tells each of them that a device has connected (<see cref="Calls.ICallGrain.DeviceConnected"/>).</returns>
    [Alias("connect")]
    Task<ImmutableArray<CallId>> Connect(Device device, string? fullName, ImmutableArray<CallId> calls);

    /// <summary>A device is gone. An unknown one: nothing happens.</summary>
    [Alias("disconnect")]
    Task Disconnect(Device device);

    /// <summary>Takes what calls have to say, in their order, and passes it to the user's devices. What it has taken before is passed over.</summary>
    /// <returns>How many devices the user has.</returns>
    [Alias("tell")]
    Task<int> Tell(ImmutableArray<UserNotice> notices);

    /// <summary>Sets the chosen status: on disk before it is answered.</summary>
    [Alias("status")]
    Task<Outcome<Done>> SetStatus(UserStatus status, string? fullName, CommandId? command);

    /// <summary>Takes a sign of life; with <paramref name="active"/>, of activity. Never a write.</summary>
    [Alias("heartbeat")]
    Task<Outcome<Done>> Heartbeat(bool active);

    /// <summary>Takes a sign of life by plain HTTP.</summary>
    /// <returns>The live calls that the user is in: the gateway tells each of them (<see cref="Calls.ShowLife"/>).</returns>
    [Alias("seen_by_http")]
    Task<ImmutableArray<CallId>> SeenByHttp();

    /// <summary>The device that has connected last of those that are connected; null: there is none. Reads only.</summary>
    [Alias("newest_device")]
    Task<Device?> NewestDevice();

    /// <summary>A gateway's lease is over: the devices on it are gone.</summary>
    [Alias("gateway_lost")]
    Task GatewayLost(GatewayId gateway);

    /// <summary>Forgets devices on gateways that are gone.</summary>
    /// <returns>Whether the user has no device (any more): whoever shows them online is wrong.</returns>
    [Alias("sweep")]
    Task<bool> Sweep();
}

/// <summary>One hub connection of a user.</summary>
[GenerateSerializer, Immutable, Alias("fchat.Device")]
public sealed record Device(GatewayId Gateway, ConnectionId Connection);

/// <summary>What a call has to say to a user.</summary>
[GenerateSerializer, Alias("fchat.UserNotice")]
public abstract record UserNotice(CallId Call)
{
    /// <summary>Which notice it is: one that comes again, because whoever sent it heard no answer, does nothing. Null: it is taken as new.</summary>
    [Id(1)] public NoticeNumber? Number { get; init; }
}

/// <summary>The place of a notice in what one sender has for a user. A call has another name as sender each time that it comes into memory.</summary>
[GenerateSerializer, Immutable, Alias("fchat.NoticeNumber")]
public readonly record struct NoticeNumber(Guid Sender, long Number);

/// <summary>It rings: every device gets the event, and those that connect before it stops too.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RingStarted")]
public sealed record RingStarted(CallId Call, StampedEvent Content, DateTimeOffset ExpiresAt) : UserNotice(Call);

/// <summary>It rings no more: every device but one is told with the content, if there is one.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RingStopped")]
public sealed record RingStopped(CallId Call, StampedEvent? Content, ConnectionId? Except) : UserNotice(Call);

/// <summary>An event for every device but one.</summary>
[GenerateSerializer, Immutable, Alias("fchat.EventCopy")]
public sealed record EventCopy(CallId Call, StampedEvent Content, ConnectionId? Except) : UserNotice(Call);

/// <summary>The user is in the call.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallEntered")]
public sealed record CallEntered(CallId Call) : UserNotice(Call);

/// <summary>The user is not in the call any more.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallExited")]
public sealed record CallExited(CallId Call) : UserNotice(Call);
