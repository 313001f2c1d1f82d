namespace FChat.LoadTests.Servers.Seed;

/// <summary>Rooms and their members.</summary>
public static class SeedRooms
{
    private const string Members = "'members', 'Chat Room'";

    /// <summary>Makes a room. Gives its name.</summary>
    public static async Task<string> CreateAsync(SeedTransaction transaction, string owner, IReadOnlyList<string> others)
    {
        var room = SeedNames.Make();
        var now = transaction.Now;
        await transaction.WriteAsync(
            "insert into `tabChat Room` (name, creation, modified, modified_by, owner, room_type) values (?, ?, ?, ?, ?, ?)", room, now, now, owner, owner, others.Count == 1 ? "Direct" : "Group");
        string[] members = [owner, .. others];
        foreach (var (place, member) in members.Index())
        {
            await transaction.WriteAsync(
                $"insert into `tabChat Room Member` (name, creation, modified, modified_by, owner, idx, user, role, parent, parentfield, parenttype) values (?, ?, ?, ?, ?, ?, ?, ?, ?, {Members})",
                SeedNames.Make(), now, now, owner, owner, place + 1, member, place == 0 ? "Owner" : "Member", room);
        }

        return room;
    }

    /// <summary>The members of a room in their order.</summary>
    public static async Task<IReadOnlyList<string>> MembersAsync(SeedTransaction transaction, string room)
    {
        var rows = await transaction.ReadAsync("select user from `tabChat Room Member` where parent = ? order by idx", room);
        return [.. rows.Select(row => (string)row[0])];
    }
}
