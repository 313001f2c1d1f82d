using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace FChat.LoadTests.Servers.Hubs;

/// <summary>
/// What a stock SignalR hub costs for the same traffic: it relays between users and keeps nothing, so it promises nothing either.
/// Rooms and calls are only names here; joining a call adds the connection to a group, and the others in it are told.
/// </summary>
[Authorize]
public sealed class RelayHub : Hub
{
    [HubMethodName("create_room")]
    public RelayAnswer CreateRoom(JsonElement _) => new(new { room_id = $"R-{Context.ConnectionId}" });

    [HubMethodName("initiate_call")]
    public RelayAnswer InitiateCall(JsonElement _) => new(new { call_session_id = $"C-{Context.ConnectionId}" });

    [HubMethodName("join_call")]
    public async Task<RelayAnswer> JoinCall(CallOnly request)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, request.CallSessionId);
        await Clients.OthersInGroup(request.CallSessionId).SendAsync("call_participant_joined", new
        {
            call_session_id = request.CallSessionId,
            epoch = 1,
            seq = 1,
            joined = new[] { new { user = Context.UserIdentifier, status = "Joined" } },
        });
        return new(new { });
    }

    [HubMethodName("send_webrtc_signal")]
    public Task SendSignal(RelayedSignal signal) =>
        Clients.User(signal.TargetUser).SendAsync("webrtc_signal", new
        {
            call_session_id = signal.CallSessionId,
            epoch = 1,
            signal_seq = 1,
            from_user = Context.UserIdentifier,
            signal_type = signal.SignalType,
            signal_data = signal.SignalData,
        });

    [HubMethodName("update_media_state")]
    public Task UpdateMediaState(RelayedMediaState state) =>
        Clients.Group(state.CallSessionId).SendAsync("call_participant_updated", new
        {
            call_session_id = state.CallSessionId,
            epoch = 1,
            seq = 1,
            updated = new[] { new { user = Context.UserIdentifier, muted = state.Muted } },
        });
}

/// <summary>The protocol's answer to an operation.</summary>
public sealed record RelayAnswer(object Data, bool Ok = true);

/// <summary>An operation on a call.</summary>
public sealed record CallOnly(string CallSessionId);

/// <summary>A signal as its sender gives it.</summary>
public sealed record RelayedSignal(string CallSessionId, string SignalType, JsonElement SignalData, string TargetUser);

/// <summary>A changed media flag.</summary>
public sealed record RelayedMediaState(string CallSessionId, bool Muted);
