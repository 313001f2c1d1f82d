namespace FChat.LoadTests.Servers.Seed;

/// <summary>What came of an operation on a call.</summary>
/// <param name="Refusal">An error code of the protocol, or null.</param>
/// <param name="Call">The call.</param>
/// <param name="Tell">Who is to hear of it.</param>
/// <param name="HasEnded">Whether the call has.</param>
public sealed record SeedOutcome(string? Refusal, string Call, IReadOnlyList<string> Tell, bool HasEnded = false);

/// <summary>
/// The seed's call operations. Each is one transaction on the call's row, its participants' rows and the rows of the users, which it takes in the order
/// in which requests and participants come.
/// </summary>
public static class SeedCalls
{
    /// <summary>Starts a call in a room to some of its members, or to all of them.</summary>
    public static async Task<SeedOutcome> InitiateAsync(SeedTransaction transaction, string caller, string room, string callType, IReadOnlyList<string>? invited)
    {
        var members = await SeedRooms.MembersAsync(transaction, room);
        if (!members.Contains(caller))
        {
            return new SeedOutcome("room_not_found", "", []);
        }

        var live = await transaction.ReadAsync(
            "select name from `tabChat Call Session` where room = ? and call_status in ('Initiated', 'Ringing', 'Connected') order by creation desc limit 1", room);
        if (live.Count > 0)
        {
            return new SeedOutcome("call_already_active", (string)live[0][0], []);
        }

        string[] others = [.. (invited ?? members).Where(member => member != caller)];
        var call = await SeedCall.InsertAsync(transaction, caller, room, callType, others);
        await SeedUsers.SetCallAsync(transaction, caller, call, by: caller);
        return new SeedOutcome(null, call, others);
    }

    /// <summary>Joins.</summary>
    public static async Task<SeedOutcome> JoinAsync(SeedTransaction transaction, string user, string name)
    {
        var (call, participant) = await FindAsync(transaction, user, name);
        if (call is null || participant is null)
        {
            return new SeedOutcome("call_not_found", name, []);
        }

        if (call.HasEnded)
        {
            return new SeedOutcome("call_ended", name, []);
        }

        call.Join(participant, transaction.Now);
        await call.SaveAsync(transaction, by: user);
        await SeedUsers.SetCallAsync(transaction, user, name, by: user);
        return new SeedOutcome(null, name, Others(call, user));
    }

    /// <summary>Leaves, and ends the call if nobody is left to talk to.</summary>
    public static async Task<SeedOutcome> LeaveAsync(SeedTransaction transaction, string user, string name)
    {
        var (call, participant) = await FindAsync(transaction, user, name);
        if (call is null || participant is null)
        {
            return new SeedOutcome("call_not_found", name, []);
        }

        if (call.HasEnded)
        {
            return new SeedOutcome(null, name, []);
        }

        call.Leave(participant, transaction.Now);
        await call.SaveAsync(transaction, by: user);
        foreach (var gone in call.HasEnded ? call.Participants.Select(one => one.User) : [user])
        {
            await SeedUsers.SetCallAsync(transaction, gone, call: null, by: user);
        }

        return new SeedOutcome(null, name, Others(call, user), call.HasEnded);
    }

    private static async Task<(SeedCall? Call, SeedParticipant? Participant)> FindAsync(SeedTransaction transaction, string user, string name)
    {
        var call = await SeedCall.LoadAsync(transaction, name);
        return (call, call?.Participants.FirstOrDefault(participant => participant.User == user));
    }

    private static string[] Others(SeedCall call, string user) => [.. call.Participants.Select(participant => participant.User).Where(other => other != user)];
}
