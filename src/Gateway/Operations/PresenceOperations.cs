using System.Collections.Immutable;
using FChat.Directory;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Operations on presence.</summary>
internal static class PresenceOperations
{
    /// <summary>The table.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        new("update_user_status", Access.Write, [Fields.Status], null, static (request, arguments) =>
            request.Grains.User(request.Caller.User).SetStatus(arguments.Get(Fields.Status), request.Caller.Name, arguments.Command).Answer()),

        new("heartbeat", Access.Write, [Fields.Active], null, static (request, arguments) =>
            request.Grains.User(request.Caller.User).Heartbeat(arguments.Get(Fields.Active, false)).Answer()),

        new("get_online_users", Access.Read, [Fields.RoomFilter, Fields.Page, Fields.PageSize], typeof(OnlineUsers), static (request, arguments) =>
            request.Grains.Directory().OnlineUsers(
                request.Caller,
                arguments.Find(Fields.RoomFilter),
                (int)arguments.Get(Fields.Page, 1),
                (int)arguments.Get(Fields.PageSize, CallOperations.DefaultPageSize)).Answer()),

        new("cleanup_stale_users", Access.Operator, [], typeof(Cleanup), static (request, _) =>
            request.Grains.Directory().CleanupStaleUsers().Answer(removed => new Cleanup(removed))),
    ];
}
