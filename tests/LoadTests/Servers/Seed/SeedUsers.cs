namespace FChat.LoadTests.Servers.Seed;

/// <summary>The rows of <c>Chat User Activity</c>, one for each user, that calls, heartbeats and changes of status all write.</summary>
public static class SeedUsers
{
    /// <summary>A user came online.</summary>
    public static Task ArriveAsync(SeedTransaction transaction, string user) => transaction.WriteAsync(
        """
        insert into `tabChat User Activity` (name, creation, modified, modified_by, owner, chat_status, is_online, last_activity) values (?, ?, ?, ?, ?, 'Online', 1, ?)
        on duplicate key update is_online = 1, chat_status = 'Online', last_activity = values(last_activity), modified = values(modified)
        """,
        user, transaction.Now, transaction.Now, user, user, transaction.Now);

    /// <summary>A user's client tells that it lives.</summary>
    public static Task HeartbeatAsync(SeedTransaction transaction, string user) => transaction.WriteAsync(
        "update `tabChat User Activity` set last_activity = ?, is_online = 1, modified = ?, modified_by = ? where name = ?",
        transaction.Now, transaction.Now, user, user);

    /// <summary>A user chose a status.</summary>
    public static Task SetStatusAsync(SeedTransaction transaction, string user, string status) => transaction.WriteAsync(
        "update `tabChat User Activity` set chat_status = ?, last_activity = ?, modified = ?, modified_by = ? where name = ?",
        status, transaction.Now, transaction.Now, user, user);

    /// <summary>A user is in a call, or in none any more.</summary>
    /// <param name="by">Whose request it is.</param>
    public static Task SetCallAsync(SeedTransaction transaction, string user, string? call, string by) => transaction.WriteAsync(
        "update `tabChat User Activity` set chat_status = ?, current_call = ?, last_activity = ?, modified = ?, modified_by = ? where name = ?",
        call is null ? "Online" : "In Call", call, transaction.Now, transaction.Now, by, user);
}
