using System.Text.Json;

namespace FChat.Media.Janus;

/// <summary>Reads a node's list of rooms.</summary>
internal static class RoomList
{
    /// <summary>One room of it.</summary>
    public static ListedRoom Read(JsonElement room) => new(
        room.GetProperty("room").GetInt64(),
        room.TryGetProperty("description", out var description) ? description.GetString() ?? "" : "",
        room.TryGetProperty("num_participants", out var publishers) ? publishers.GetInt32() : 0);
}
