namespace FChat.Cluster.Tests.Histories;

/// <summary>What the service says in the end, when everything is whole and everybody has left.</summary>
/// <param name="OpenCalls">Calls that an operator still sees.</param>
public sealed record Truth(IReadOnlyList<CallRecord> Calls, IReadOnlyList<RoomRecord> Rooms, IReadOnlyList<string> OpenCalls)
{
    /// <summary>Nothing was said.</summary>
    public static Truth None { get; } = new([], [], []);
}

/// <summary>A call in the history of its room.</summary>
public sealed record CallRecord(string Call, string Room, DateTimeOffset Creation, DateTimeOffset? EndedAt, IReadOnlyList<PersonRecord> People);

/// <summary>A person of a call in that history.</summary>
public sealed record PersonRecord(string User, string Status, bool HasJoined, bool HasLeft);

/// <summary>A room and all of its messages.</summary>
public sealed record RoomRecord(string Room, IReadOnlyCollection<string> Members, string? ActiveCall, IReadOnlyList<MessageRecord> Messages);

/// <summary>A message as it is kept.</summary>
/// <param name="Tag">Its <c>client_message_id</c>.</param>
public sealed record MessageRecord(long Seq, string Tag);
