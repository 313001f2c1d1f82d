using MySqlConnector;

namespace FChat.LoadTests.Servers.Seed;

/// <summary>
/// The seed's tables, in the shape in which Frappe makes those of a DocType: a name of at most 140 characters as key, who changed it and when with an index on the latter,
/// and for rows of a child table their parent, its index, and their place in it.
/// </summary>
public static class SeedSchema
{
    private const string Document =
        "name varchar(140) primary key, creation datetime(6), modified datetime(6), modified_by varchar(140), owner varchar(140), docstatus int not null default 0, idx int not null default 0";

    private const string Child = "parent varchar(140), parentfield varchar(140), parenttype varchar(140), index parent (parent)";

    private static readonly string[] Tables =
    [
        $"create table `tabChat Room` ({Document}, room_name varchar(140), room_type varchar(140), index modified (modified))",
        $"create table `tabChat Room Member` ({Document}, user varchar(140), role varchar(140), {Child})",
        $"""
        create table `tabChat Call Session` ({Document}, room varchar(140), call_type varchar(140), call_status varchar(140), initiated_by varchar(140),
            started_at datetime(6), ended_at datetime(6), total_duration int not null default 0, index room (room), index modified (modified))
        """,
        $"create table `tabChat Call Participant` ({Document}, user varchar(140), status varchar(140), joined_at datetime(6), left_at datetime(6), {Child})",
        $"""
        create table `tabChat User Activity` ({Document}, chat_status varchar(140), is_online int not null default 0, last_activity datetime(6), current_call varchar(140),
            index modified (modified))
        """,
    ];

    /// <summary>Makes the tables in an empty database.</summary>
    public static async Task CreateAsync(MySqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        foreach (var table in Tables)
        {
            await using var command = new MySqlCommand(table, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
