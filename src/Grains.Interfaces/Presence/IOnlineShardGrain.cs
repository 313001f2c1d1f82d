using System.Collections.Immutable;
using FChat.Gateways;
using Orleans.Concurrency;

namespace FChat.Presence;

/// <summary>Knows who of its part of the users is online and on which gateways, <c>o:&lt;n&gt;</c>. Soft state, repeated by the user grains. Tells people who share a room, gathered.</summary>
[Alias("fchat.IOnlineShardGrain")]
public interface IOnlineShardGrain : IGrainWithStringKey
{
    /// <summary>Takes a user's presence as it is now; an entry without gateways is offline.</summary>
    [Alias("put")]
    Task Put(OnlineEntry entry);

    /// <summary>The entries of those of <paramref name="users"/> who have a device.</summary>
    [Alias("locate")]
    Task<ImmutableArray<OnlineEntry>> Locate(ImmutableArray<UserId> users);

    /// <summary>Everybody who is seen online.</summary>
    [Alias("online")]
    Task<ImmutableArray<PresenceView>> Online();

    /// <summary>Asks the users whose entry is old whether they are still there. Interleaves: a user who answers may be putting an entry.</summary>
    /// <returns>How many were not.</returns>
    [AlwaysInterleave, Alias("sweep")]
    Task<int> Sweep();
}

/// <summary>A user with devices.</summary>
[GenerateSerializer, Immutable, Alias("fchat.OnlineEntry")]
public sealed record OnlineEntry(PresenceView Presence, ImmutableArray<GatewayId> Gateways);

/// <summary>What a user chooses to be.</summary>
[GenerateSerializer]
public enum UserStatus
{
    /// <summary>Here.</summary>
    Online,
    /// <summary>Not at the desk.</summary>
    Away,
    /// <summary>Not to be disturbed.</summary>
    Busy,
    /// <summary>Here, and seen as offline.</summary>
    Invisible,
}

/// <summary>What others see of a user.</summary>
[GenerateSerializer]
public enum ChatStatus
{
    /// <summary>Here.</summary>
    Online,
    /// <summary>Not at the desk.</summary>
    Away,
    /// <summary>Not to be disturbed.</summary>
    Busy,
    /// <summary>Not here, as far as others may know.</summary>
    Offline,
}

/// <summary>A user's presence as others see it.</summary>
[GenerateSerializer, Immutable, Alias("fchat.PresenceView")]
public sealed record PresenceView(UserId User, string? FullName, ChatStatus ChatStatus, DateTimeOffset LastActivity, bool InCall);
