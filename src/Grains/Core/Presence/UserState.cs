using System.Collections.Immutable;
using FChat.Presence;

namespace FChat.Core.Presence;

/// <summary>What is stored of a user.</summary>
public sealed record UserState
{
    /// <summary>What they chose to be.</summary>
    public UserStatus Status { get; init; }

    /// <summary>When their last device went, or when they last became invisible.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Display name, as last shown.</summary>
    public string? FullName { get; init; }

    /// <summary>Status commands that were done, oldest first, for <see cref="Limits.CommandMemory"/>. Bounded: <see cref="UserRules.MostReceipts"/>.</summary>
    public ImmutableList<StatusReceipt> Receipts { get => field ?? []; init; }
}

/// <summary>A status command that was done.</summary>
public sealed record StatusReceipt(CommandId Command, DateTimeOffset At);
