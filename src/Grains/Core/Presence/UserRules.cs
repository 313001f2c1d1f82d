using FChat.Presence;

namespace FChat.Core.Presence;

/// <summary>What becomes of a user's stored state, and what others see of them.</summary>
public static class UserRules
{
    /// <summary>Status commands remembered for <see cref="Limits.CommandMemory"/>; more of them are refused.</summary>
    public const int MostReceipts = 1_000;

    /// <summary>Takes a chosen status. The same state: it was so, or the command was done before.</summary>
    public static Outcome<UserState> Choose(UserState user, UserStatus status, CommandId? command, DateTimeOffset now)
    {
        var kept = user.Receipts.RemoveAll(receipt => receipt.At < now - Limits.CommandMemory);
        if (command is { } id && kept.Exists(receipt => receipt.Command == id))
        {
            return user;
        }

        if (kept.Count >= MostReceipts)
        {
            return new Refusal(ErrorCode.RateLimited, "Too many changes of status.") { RetryAfterMs = 1_000 };
        }

        if (status == user.Status && command is null)
        {
            return user;
        }

        return user with
        {
            Status = status,
            LastSeen = status == UserStatus.Invisible && user.Status != UserStatus.Invisible ? now : user.LastSeen,
            Receipts = command is { } done ? kept.Add(new StatusReceipt(done, now)) : kept,
        };
    }

    /// <summary>What others see. Invisible people look like people who left when they became invisible.</summary>
    public static PresenceView Seen(UserId id, UserState user, UserActivity activity) =>
        activity.HasDevice && user.Status != UserStatus.Invisible
            ? new PresenceView(id, user.FullName, Shown(user.Status), activity.Last, activity.InCall)
            : new PresenceView(id, user.FullName, ChatStatus.Offline, user.LastSeen ?? activity.Last, InCall: false);

    private static ChatStatus Shown(UserStatus status) => status switch
    {
        UserStatus.Online => ChatStatus.Online,
        UserStatus.Away => ChatStatus.Away,
        UserStatus.Busy => ChatStatus.Busy,
        _ => ChatStatus.Offline,
    };
}

/// <summary>What a user does now: never stored.</summary>
/// <param name="HasDevice">Whether a hub connection of theirs is there.</param>
/// <param name="InCall">Whether they are in a live call.</param>
/// <param name="Last">Their last sign of activity.</param>
public sealed record UserActivity(bool HasDevice, bool InCall, DateTimeOffset Last);
