using System.Collections.Immutable;
using FChat.Calls;
using FChat.Directory;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Operations for the role <c>ops</c>.</summary>
internal static class OperatorOperations
{
    private const long DefaultHours = 24;

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
    ];
}
