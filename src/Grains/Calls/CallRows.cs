using System.Collections.Immutable;
using FChat.Core.Calls;
using FChat.Ledger;
using FChat.Webhooks;

namespace FChat.Calls;

/// <summary>A call as rows of the ledger.</summary>
internal static class CallRows
{
    /// <summary>The call's own row, and those of the people whose part changed after <paramref name="projected"/>.</summary>
    public static LedgerRows Since(this CallState call, long projected, CallRules rules) => new()
    {
        Calls = [Row(call, rules)],
        Trace = call.Trace,
        Events = [.. (call.Events ?? []).Where(e => e.Revision > projected).Select(e => new CallEventRow(call.Id, e.Seq, e.At, CallEventJson.Of(call, e)))],
        Participants = [.. call.Participants.Values.Where(p => p.Revision > projected).Select(p => Row(call, p))],
    };

    private static CallRow Row(CallState call, CallRules rules) => new(
        call.Id,
        call.Room.Id,
        call.Type,
        call.Status,
        call.Caller,
        call.CreatedAt,
        call.ConnectedAt,
        call.EndedAt,
        call.RingExpiresAt,
        call.EndReason,
        call.EndedBy,
        call.TotalDuration,
        CallMachine.NextDeadline(call, rules),
        call.Revision);

    private static ParticipantRow Row(CallState call, Participant who) =>
        new(call.Id, who.User, who.FullName, who.Role, who.Status, who.JoinedAt, who.LeftAt, who.Revision);
}
