using FChat.Gateway.Operations;

namespace FChat.Gateway.Tests.Security;

/// <summary>One operation by one caller.</summary>
internal sealed record AccessCell(Operation Operation, string[] Fields, string Caller, string Expected);

/// <summary>Who may do what, in one table: an operation a line, a caller a column. <c>ok</c>, or the code of the refusal; <c>·</c>: as the column before.</summary>
internal static class AccessTable
{
    /// <summary>Callers with a token that holds, in the order of the columns.</summary>
    public static readonly string[] Callers = ["stranger", "former", "member", "invitee", "participant", "host", "owner", "ops"];

    private const string Table = """
        operation                 stranger        former        member               invitee            participant        host       owner      ops
        initiate_call             room_not_found  not_a_member  call_already_active  ·                  ·                  ·          ·          room_not_found
        join_call                 call_not_found  not_a_member  ok                   ·                  ·                  ·          ·          call_not_found
        leave_call                call_not_found  not_a_member  not_a_participant    ok                 ·                  ·          not_a_participant        call_not_found
        reject_call               call_not_found  not_a_member  not_a_participant    ok                 ·                  ·          not_a_participant        call_not_found
        send_webrtc_signal        call_not_found  not_a_member  not_a_participant    ·                  ok                 ·          not_a_participant        call_not_found
        get_active_call           room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        get_call_history          room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        resume_call               call_not_found  not_a_member  not_a_participant    ·                  ok                 ·          not_a_participant        call_not_found
        update_media_state        call_not_found  not_a_member  not_a_participant    ·                  ok                 ·          not_a_participant        call_not_found
        end_call                  call_not_found  not_a_member  forbidden            ·                  ·                  ok         ·          call_not_found
        remove_participant        call_not_found  not_a_member  forbidden            ·                  ·                  ok         ·          call_not_found
        mute_participant          call_not_found  not_a_member  forbidden            ·                  ·                  ok         ·          call_not_found
        set_media_role            call_not_found  not_a_member  forbidden            ·                  ·                  invalid_argument ·    call_not_found
        update_subscriptions      call_not_found  not_a_member  not_a_participant    ·                  target_not_in_call ·          not_a_participant        call_not_found
        report_call_stats         call_not_found  not_a_member  not_a_participant    ·                  ok                 ·          not_a_participant        call_not_found
        get_participants          call_not_found  not_a_member  ok                   ·                  ·                  ·          ·          call_not_found
        get_ice_servers           ok              ·             ·                    ·                  ·                  ·          ·          ·
        update_user_status        ok              ·             ·                    ·                  ·                  ·          ·          ·
        heartbeat                 ok              ·             ·                    ·                  ·                  ·          ·          ·
        get_online_users          ok              ·             ·                    ·                  ·                  ·          ·          ·
        get_online_users(room_id) room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        cleanup_stale_users       forbidden       ·             ·                    ·                  ·                  ·          ·          ok
        create_room               ok              ·             ·                    ·                  ·                  ·          ·          ·
        get_rooms                 ok              ·             ·                    ·                  ·                  ·          ·          ·
        get_room                  room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        add_room_member           room_not_found  not_a_member  forbidden            ·                  ·                  ·          ok         room_not_found
        remove_room_member        room_not_found  not_a_member  forbidden            ·                  ·                  ·          ok         room_not_found
        send_message              room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        get_messages              room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        mark_read                 room_not_found  not_a_member  ok                   ·                  ·                  ·          ·          room_not_found
        get_call_statistics       forbidden       ·             ·                    ·                  ·                  ·          ·          ok
        get_active_calls          forbidden       ·             ·                    ·                  ·                  ·          ·          ok
        force_end_call            forbidden       ·             ·                    ·                  ·                  ·          ·          ok
        get_call_events           forbidden       ·             ·                    ·                  ·                  ·          ·          ok
        replay_webhook            forbidden       ·             ·                    ·                  ·                  ·          ·          invalid_argument
        """;

    /// <summary>What each caller is answered, by operation.</summary>
    public static IReadOnlyDictionary<string, string[]> Rows { get; } = Table.Split('\n').Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0], cells => Spread(cells[1..]));

    /// <summary>Every cell. In brackets after an operation stand optional fields that the request is to have.</summary>
    public static IEnumerable<AccessCell> Cells =>
        from row in Rows
        let name = row.Key.Split('(', ')')
        from caller in Callers
        select new AccessCell(OperationTable.Find(name[0])!, [.. name.Skip(1).Where(optional => optional.Length > 0)], caller, row.Value[Array.IndexOf(Callers, caller)]);

    private static string[] Spread(string[] cells)
    {
        for (var i = 1; i < cells.Length; i++)
        {
            cells[i] = cells[i] == "·" ? cells[i - 1] : cells[i];
        }

        return cells;
    }
}
