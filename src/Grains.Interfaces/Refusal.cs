using System.Collections.Immutable;

namespace FChat;

/// <summary>Why an operation was refused: the closed set of the protocol's error codes.</summary>
[GenerateSerializer]
public enum ErrorCode
{
    /// <summary>A field is missing, ill-typed or out of its range.</summary>
    InvalidArgument,
    /// <summary>No token, or one that does not hold.</summary>
    Unauthenticated,
    /// <summary>The room exists, the caller may know it, and is not in it.</summary>
    NotAMember,
    /// <summary>The caller may know the call and is not in it.</summary>
    NotAParticipant,
    /// <summary>Another role is needed.</summary>
    Forbidden,
    /// <summary>No such room, as far as the caller may know.</summary>
    RoomNotFound,
    /// <summary>No such call, as far as the caller may know.</summary>
    CallNotFound,
    /// <summary>No such member.</summary>
    UserNotFound,
    /// <summary>The room has a live call.</summary>
    CallAlreadyActive,
    /// <summary>The call is over.</summary>
    CallEnded,
    /// <summary>The other side of the signal or host act is not joined.</summary>
    TargetNotInCall,
    /// <summary>The limit of participants or members is reached.</summary>
    RoomFull,
    /// <summary>More bytes than allowed.</summary>
    PayloadTooLarge,
    /// <summary>Too many operations at once.</summary>
    RateLimited,
    /// <summary>Storage or cluster cannot answer now; repeating with the same command id is safe.</summary>
    Unavailable,
    /// <summary>Nobody publishes that, or not any more.</summary>
    StreamNotFound,
}

/// <summary>A refusal as a value: the code, a sentence for a developer, and what the protocol puts in <c>details</c>.</summary>
[GenerateSerializer, Immutable, Alias("fchat.Refusal")]
public sealed record Refusal(ErrorCode Code, string Message)
{
    /// <summary>Wire name of the field at fault (<see cref="ErrorCode.InvalidArgument"/>).</summary>
    [Id(2)] public string? Field { get; init; }

    /// <summary>The live call (<see cref="ErrorCode.CallAlreadyActive"/>).</summary>
    [Id(3)] public CallId? Call { get; init; }

    /// <summary>How the call ended (<see cref="ErrorCode.CallEnded"/>).</summary>
    [Id(4)] public Calls.EndReason? EndReason { get; init; }

    /// <summary>The limit in bytes (<see cref="ErrorCode.PayloadTooLarge"/>) or in people (<see cref="ErrorCode.RoomFull"/>).</summary>
    [Id(5)] public int? Limit { get; init; }

    /// <summary>When to try again, in milliseconds (<see cref="ErrorCode.RateLimited"/>, <see cref="ErrorCode.Unavailable"/>).</summary>
    [Id(6)] public int? RetryAfterMs { get; init; }

    /// <summary>Why the device is not in the call, where that decides what it does next (<see cref="ErrorCode.NotAParticipant"/>).</summary>
    [Id(7)] public Calls.LeaveReason? Reason { get; init; }

    /// <summary>Whose media there is none of (<see cref="ErrorCode.StreamNotFound"/>).</summary>
    [Id(8)] public ImmutableArray<UserId>? Publishers { get; init; }

    /// <summary>A field is missing, ill-typed or out of its range.</summary>
    public static Refusal Invalid(string field, string message) => new(ErrorCode.InvalidArgument, message) { Field = field };

    /// <summary>No such room, as far as the caller may know.</summary>
    public static Refusal RoomNotFound { get; } = new(ErrorCode.RoomNotFound, "There is no such room.");

    /// <summary>The caller was in the room once and is no more.</summary>
    public static Refusal NotAMember { get; } = new(ErrorCode.NotAMember, "You are not a member of this room.");

    /// <summary>No such call, as far as the caller may know.</summary>
    public static Refusal CallNotFound { get; } = new(ErrorCode.CallNotFound, "There is no such call.");

    /// <summary>The caller may know the call and is not in it.</summary>
    public static Refusal NotAParticipant { get; } = new(ErrorCode.NotAParticipant, "You are not in this call.");

    /// <summary>The device that wants to come back slept while its user went on from another one.</summary>
    public static Refusal TakenOver { get; } =
        new(ErrorCode.NotAParticipant, "You went on with this call on another device.") { Reason = Calls.LeaveReason.TakenOver };

    /// <summary>The other side is not joined.</summary>
    public static Refusal TargetNotInCall { get; } = new(ErrorCode.TargetNotInCall, "That user is not in the call.");

    /// <summary>These people publish nothing, or something newer than what was asked for.</summary>
    public static Refusal StreamNotFound(params ReadOnlySpan<UserId> publishers) =>
        new(ErrorCode.StreamNotFound, "There is no such stream, or not any more.") { Publishers = [.. publishers] };

    /// <summary>Another role is needed; <paramref name="who"/> completes "Only … may do this".</summary>
    public static Refusal Forbidden(string who) => new(ErrorCode.Forbidden, $"Only {who} may do this.");

    /// <summary>The call is over.</summary>
    public static Refusal Ended(Calls.EndReason? reason) => new(ErrorCode.CallEnded, "The call has ended.") { EndReason = reason };

    /// <summary>The room has a live call.</summary>
    public static Refusal AlreadyActive(CallId call) => new(ErrorCode.CallAlreadyActive, "The room has a live call; join it.") { Call = call };

    /// <summary>The limit of participants or members is reached.</summary>
    public static Refusal Full(int limit) => new(ErrorCode.RoomFull, $"No more than {limit} people fit.") { Limit = limit };

    /// <summary>Storage or cluster cannot answer now.</summary>
    public static Refusal Unavailable { get; } = new(ErrorCode.Unavailable, "The service cannot answer now; try again with the same command_id.") { RetryAfterMs = 1_000 };
}
