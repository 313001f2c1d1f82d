namespace FChat.LoadTests.Servers.Seed;

/// <summary>One participant of a call as its child row has it.</summary>
public sealed record SeedParticipant(string Name, string User)
{
    /// <summary><c>Invited</c>, <c>Joined</c> or <c>Left</c>.</summary>
    public required string Status { get; set; }

    /// <summary>When the status became <c>Joined</c>.</summary>
    public DateTime? JoinedAt { get; set; }

    /// <summary>When the status became <c>Left</c>.</summary>
    public DateTime? LeftAt { get; set; }

    /// <summary>Reads the columns name, user, status, joined_at and left_at.</summary>
    public static SeedParticipant Read(object[] row) =>
        new((string)row[0], (string)row[1]) { Status = (string)row[2], JoinedAt = row[3] as DateTime?, LeftAt = row[4] as DateTime? };
}
