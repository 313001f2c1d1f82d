using System.Collections.Frozen;

namespace FChat.Gateway.Wire;

/// <summary>The one map from a refusal's code to the wire: its word and its HTTP status.</summary>
internal static class ErrorCodes
{
    /// <summary>Every code with its word and status.</summary>
    public static FrozenDictionary<ErrorCode, (string Word, int Status)> All { get; } = new Dictionary<ErrorCode, (string, int)>
    {
        [ErrorCode.InvalidArgument] = ("invalid_argument", StatusCodes.Status400BadRequest),
        [ErrorCode.Unauthenticated] = ("unauthenticated", StatusCodes.Status401Unauthorized),
        [ErrorCode.NotAMember] = ("not_a_member", StatusCodes.Status403Forbidden),
        [ErrorCode.NotAParticipant] = ("not_a_participant", StatusCodes.Status403Forbidden),
        [ErrorCode.Forbidden] = ("forbidden", StatusCodes.Status403Forbidden),
        [ErrorCode.RoomNotFound] = ("room_not_found", StatusCodes.Status404NotFound),
        [ErrorCode.CallNotFound] = ("call_not_found", StatusCodes.Status404NotFound),
        [ErrorCode.UserNotFound] = ("user_not_found", StatusCodes.Status404NotFound),
        [ErrorCode.StreamNotFound] = ("stream_not_found", StatusCodes.Status404NotFound),
        [ErrorCode.CallAlreadyActive] = ("call_already_active", StatusCodes.Status409Conflict),
        [ErrorCode.CallEnded] = ("call_ended", StatusCodes.Status410Gone),
        [ErrorCode.TargetNotInCall] = ("target_not_in_call", StatusCodes.Status409Conflict),
        [ErrorCode.RoomFull] = ("room_full", StatusCodes.Status409Conflict),
        [ErrorCode.PayloadTooLarge] = ("payload_too_large", StatusCodes.Status413PayloadTooLarge),
        [ErrorCode.RateLimited] = ("rate_limited", StatusCodes.Status429TooManyRequests),
        [ErrorCode.Unavailable] = ("unavailable", StatusCodes.Status503ServiceUnavailable),
    }.ToFrozenDictionary();
}
