using System.Collections.Immutable;
using FChat.Calls;
using FChat.Directory;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Operations for the role <c>ops</c>.</summary>
internal static class OperatorOperations
{
    private const long DefaultHours = 24;
    private const long DefaultEvents = 50;

    /// <summary>The table.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        new("get_call_statistics", Access.Read | Access.Operator, [Fields.Hours], typeof(CallStatistics), static (request, arguments) =>
        {
            var hours = (int)arguments.Get(Fields.Hours, DefaultHours);
            return request.Grains.Directory().CallStatistics(hours).Answer(rows => new CallStatistics(hours, rows));
        }),

        new("get_active_calls", Access.Read | Access.Operator, [Fields.Page, Fields.PageSize], typeof(CallPage), static (request, arguments) =>
            request.Grains.Directory().ActiveCalls(
                (int)arguments.Get(Fields.Page, 1), (int)arguments.Get(Fields.PageSize, CallOperations.DefaultPageSize)).Answer()),

        new("force_end_call", Access.Operator, [Fields.Call], null, static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Execute(new ForceEndCall(request.Caller.User, arguments.Command)).Answer()),

        new("get_call_events", Access.Read | Access.Operator, [Fields.CallFilter, Fields.Position, Fields.Limit], typeof(CallEventList), static (request, arguments) =>
            request.Grains.Directory().CallEvents(
                arguments.Get(Fields.Position, 0), arguments.Find(Fields.CallFilter), (int)arguments.Get(Fields.Limit, DefaultEvents)).Answer(CallEventList.Of)),

        new("replay_webhook", Access.Operator, [Fields.Endpoint, Fields.PositionToReplay], null, static (request, arguments) =>
            request.Grains.Webhook(arguments.Get(Fields.Endpoint)).Replay(arguments.Get(Fields.PositionToReplay)).Answer()),
    ];
}
