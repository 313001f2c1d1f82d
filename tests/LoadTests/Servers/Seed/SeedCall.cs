namespace FChat.LoadTests.Servers.Seed;

/// <summary>A call as a document: its own row and those of its participants, in their order.</summary>
public sealed class SeedCall(string name, string status, DateTime startedAt, IReadOnlyList<SeedParticipant> participants)
{
    private const string ParticipantsOf = "parent = ? and parenttype = 'Chat Call Session' and parentfield = 'participants'";

    /// <summary>Its id.</summary>
    public string Name => name;

    /// <summary>Those who are or were in it.</summary>
    public IReadOnlyList<SeedParticipant> Participants => participants;

    /// <summary>Whether nothing can happen in it any more.</summary>
    public bool HasEnded => Status == "Ended";

    private string Status { get; set; } = status;

    /// <summary>Makes a call to others and its rows. Gives its id.</summary>
    public static async Task<string> InsertAsync(SeedTransaction transaction, string caller, string room, string callType, IReadOnlyList<string> others)
    {
        var (call, now) = (SeedNames.Make(), transaction.Now);
        await transaction.WriteAsync(
            """
            insert into `tabChat Call Session` (name, creation, modified, modified_by, owner, room, call_type, call_status, initiated_by, started_at)
            values (?, ?, ?, ?, ?, ?, ?, 'Ringing', ?, ?)
            """,
            call, now, now, caller, caller, room, callType, caller, now);
        string[] people = [caller, .. others];
        foreach (var (place, person) in people.Index())
        {
            await transaction.WriteAsync(
                """
                insert into `tabChat Call Participant` (name, creation, modified, modified_by, owner, idx, user, status, parent, parentfield, parenttype)
                values (?, ?, ?, ?, ?, ?, ?, 'Invited', ?, 'participants', 'Chat Call Session')
                """,
                SeedNames.Make(), now, now, caller, caller, place + 1, person, call);
        }

        return call;
    }

    /// <summary>Reads a call to change it: nobody else changes it until this transaction ends. Null: there is none.</summary>
    public static async Task<SeedCall?> LoadAsync(SeedTransaction transaction, string name)
    {
        var sessions = await transaction.ReadAsync("select call_status, started_at from `tabChat Call Session` where name = ? for update", name);
        if (sessions.Count == 0)
        {
            return null;
        }

        var rows = await transaction.ReadAsync($"select name, user, status, joined_at, left_at from `tabChat Call Participant` where {ParticipantsOf} order by idx", name);
        return new SeedCall(name, (string)sessions[0][0], (DateTime)sessions[0][1], [.. rows.Select(SeedParticipant.Read)]);
    }

    /// <summary>A participant joins. The call is connected when two are in it.</summary>
    public void Join(SeedParticipant participant, DateTime now)
    {
        (participant.Status, participant.JoinedAt, participant.LeftAt) = ("Joined", now, null);
        Status = participants.Count(one => one.Status == "Joined") > 1 ? "Connected" : Status;
    }

    /// <summary>A participant leaves. With fewer than two in it, the call ends.</summary>
    public void Leave(SeedParticipant participant, DateTime now)
    {
        (participant.Status, participant.LeftAt) = ("Left", now);
        Status = participants.Count(one => one.Status == "Joined") < 2 ? "Ended" : Status;
    }

    /// <summary>Writes the call as Frappe saves a document: its row, then away with child rows that it does not have, then each child row that it has.</summary>
    /// <param name="by">Whose request it is.</param>
    public async Task SaveAsync(SeedTransaction transaction, string by)
    {
        var now = transaction.Now;
        DateTime? endedAt = HasEnded ? now : null;
        await transaction.WriteAsync(
            "update `tabChat Call Session` set modified = ?, modified_by = ?, call_status = ?, ended_at = ?, total_duration = ? where name = ?",
            now, by, Status, endedAt, HasEnded ? (int)(now - startedAt).TotalSeconds : 0, name);
        var names = participants.Select(participant => participant.Name).ToArray();
        await transaction.WriteAsync(
            $"delete from `tabChat Call Participant` where {ParticipantsOf} and name not in ({string.Join(',', names.Select(_ => '?'))})", [name, .. names]);
        foreach (var participant in participants)
        {
            await transaction.WriteAsync(
                "update `tabChat Call Participant` set modified = ?, modified_by = ?, status = ?, joined_at = ?, left_at = ? where name = ?",
                now, by, participant.Status, participant.JoinedAt, participant.LeftAt, participant.Name);
        }
    }
}
