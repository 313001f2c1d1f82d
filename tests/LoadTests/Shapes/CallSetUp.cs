using System.Text.Json;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes;

/// <summary>The operations that bring people into calls.</summary>
public static class CallSetUp
{
    /// <summary>Makes a room of the caller and the others; a direct one for two. Gives its id.</summary>
    public static async Task<string> RoomAsync(HubClient owner, IReadOnlyList<string> others, CancellationToken stop)
    {
        object room = others.Count == 1
            ? new { room_type = "Direct", members = others }
            : new { room_type = "Group", room_name = "Load", members = others };
        var answer = await owner.InvokeAsync("create_room", room, stop);
        return answer.Required.GetProperty("room_id").GetString()!;
    }

    /// <summary>Starts a call in a room to these members. Gives its id.</summary>
    public static async Task<string> InitiateAsync(HubClient caller, string room, string callType, IReadOnlyList<string> invited, CancellationToken stop)
    {
        var answer = await caller.InvokeAsync("initiate_call", new { room_id = room, call_type = callType, participants = invited }, stop);
        return answer.Required.GetProperty("call_session_id").GetString()!;
    }

    /// <summary>Joins a call and gives the answer's data.</summary>
    public static async Task<JsonElement> JoinAsync(HubClient client, string call, CancellationToken stop)
    {
        var answer = await client.InvokeAsync("join_call", new { call_session_id = call, device_id = "load" }, stop);
        return answer.Required;
    }
}
