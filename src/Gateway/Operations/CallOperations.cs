using System.Collections.Immutable;
using FChat.Calls;
using FChat.Directory;
using FChat.Gateway.Wire;
using FChat.Rooms;

namespace FChat.Gateway.Operations;

/// <summary>The seven operations of f_chat.</summary>
internal static class CallOperations
{
    /// <summary>Rows of a page when the caller does not say.</summary>
    public const long DefaultPageSize = 20;

    /// <summary>The table.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        new("initiate_call", Access.Adds, [Fields.Room, Fields.CallType, Fields.Participants], typeof(CallView), static (request, arguments) =>
            request.Grains.Room(arguments.Get(Fields.Room)).InitiateCall(request.Caller, WishOf(request, arguments)).Answer()),

        new("join_call", Access.Write, [Fields.Call, Fields.Device], typeof(JoinReply), Seating.Join),

        new("leave_call", Access.Write, [Fields.Call], null, LeaveCall),

        new("reject_call", Access.Write, [Fields.Call, Fields.Reason], null, static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Execute(new RejectCall(
                request.Caller.User, arguments.Command, arguments.Get(Fields.Reason, RejectReason.Declined)) { From = request.Connection?.Id }).Answer()),

        new("send_webrtc_signal", Access.Signal | Access.Adds, [Fields.Call, Fields.SignalType, Fields.SignalData, Fields.TargetUser, Fields.Stream], null, static (request, arguments) =>
            arguments.Get(Fields.TargetUser) is var target && target == UserId.Sfu
                ? MediaOperations.Signal(request, arguments)
                : request.Signal(arguments.Get(Fields.Call), new SendSignal(
                    request.Caller.User,
                    arguments.Command,
                    target,
                    arguments.Get(Fields.SignalType),
                    arguments.Get(Fields.SignalData)))),

        new("get_active_call", Access.Read, [Fields.Room], typeof(CallView), GetActiveCall),

        new("get_call_history", Access.Read, [Fields.Room, Fields.Page, Fields.PageSize], typeof(CallHistory), static (request, arguments) =>
            request.Grains.Directory().CallHistory(
                request.Caller,
                arguments.Get(Fields.Room),
                (int)arguments.Get(Fields.Page, 1),
                (int)arguments.Get(Fields.PageSize, DefaultPageSize)).Answer()),
    ];

    // A device that its user has left behind does not take the user out of the call.
    private static ValueTask<Answer> LeaveCall(DoorRequest request, Arguments arguments) => request.HasGivenUp(arguments.Get(Fields.Call))
        ? ValueTask.FromResult(Answer.Done)
        : request.Call(arguments.Get(Fields.Call)).Execute(new LeaveCall(request.Caller.User, arguments.Command)).Answer();

    private static InitiateCall WishOf(DoorRequest request, Arguments arguments) =>
        new(arguments.Get(Fields.CallType), arguments.Find(Fields.Participants), arguments.Command) { From = request.Connection?.Id };

    private static async ValueTask<Answer> GetActiveCall(DoorRequest request, Arguments arguments)
    {
        var outcome = await request.Grains.Room(arguments.Get(Fields.Room)).GetActiveCall(request.Caller);
        return outcome switch
        {
            { Refusal: { } refusal } => refusal,
            { Value.Call: { } call } => Answer.Of(call),
            _ => Answer.Null,
        };
    }
}
