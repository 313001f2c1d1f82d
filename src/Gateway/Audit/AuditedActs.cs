using System.Collections.Frozen;
using FChat.Gateway.Operations;

namespace FChat.Gateway.Audit;

/// <summary>Which operations are somebody's power over others, and so are written down: those of operators, of a call's host, of a room's owner.</summary>
internal static class AuditedActs
{
    private static readonly FrozenSet<string> OfHostsAndOwners =
        new[] { "end_call", "remove_participant", "mute_participant", "set_media_role", "add_room_member", "remove_room_member" }.ToFrozenSet();

    /// <summary>Whether every attempt at it is written down.</summary>
    public static bool Has(Operation operation) => operation.IsForOperators || OfHostsAndOwners.Contains(operation.Name);
}
