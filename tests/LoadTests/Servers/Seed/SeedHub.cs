using System.Text.Json;
using FChat.LoadTests.Servers.Hubs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace FChat.LoadTests.Servers.Seed;

/// <summary>The seed's operations behind the protocol's hub: what the rows say is told when the transaction is committed, and not before.</summary>
[Authorize]
public sealed class SeedHub(SeedTransactions transactions) : Hub
{
    private static readonly object Nothing = new { };

    private string Caller => Context.UserIdentifier!;

    /// <inheritdoc/>
    public override Task OnConnectedAsync() => DoAsync(SeedUsers.ArriveAsync);

    [HubMethodName("create_room")]
    public async Task<SeedAnswer> CreateRoom(RoomWanted wanted)
    {
        var room = await transactions.RunAsync(transaction => SeedRooms.CreateAsync(transaction, Caller, wanted.Members));
        return room is null ? SeedAnswer.Unavailable : new SeedAnswer(new { room_id = room });
    }

    [HubMethodName("initiate_call")]
    public async Task<SeedAnswer> InitiateCall(CallWanted wanted)
    {
        var outcome = await transactions.RunAsync(transaction => SeedCalls.InitiateAsync(transaction, Caller, wanted.RoomId, wanted.CallType, wanted.Participants));
        await TellAsync(outcome, "call_initiated");
        return SeedAnswer.Of(outcome, call => new { call_session_id = call });
    }

    [HubMethodName("join_call")]
    public async Task<SeedAnswer> JoinCall(CallOnly request)
    {
        var outcome = await transactions.RunAsync(transaction => SeedCalls.JoinAsync(transaction, Caller, request.CallSessionId));
        await TellAsync(outcome, "call_participant_joined");
        return SeedAnswer.Of(outcome, _ => Nothing);
    }

    [HubMethodName("leave_call")]
    public async Task<SeedAnswer> LeaveCall(CallOnly request)
    {
        var outcome = await transactions.RunAsync(transaction => SeedCalls.LeaveAsync(transaction, Caller, request.CallSessionId));
        await TellAsync(outcome, "call_participant_left");
        if (outcome is { HasEnded: true })
        {
            await TellAsync(outcome with { Tell = [Caller, .. outcome.Tell] }, "call_ended");
        }

        return SeedAnswer.Of(outcome, _ => Nothing);
    }

    [HubMethodName("heartbeat")]
    public Task<SeedAnswer> Heartbeat(JsonElement _) => DoAsync(SeedUsers.HeartbeatAsync);

    [HubMethodName("update_user_status")]
    public Task<SeedAnswer> UpdateUserStatus(StatusWanted wanted) =>
        DoAsync((transaction, user) => SeedUsers.SetStatusAsync(transaction, user, wanted.Status));

    private async Task<SeedAnswer> DoAsync(Func<SeedTransaction, string, Task> work)
    {
        var done = await transactions.RunAsync(async transaction =>
        {
            await work(transaction, Caller);
            return Nothing;
        });
        return done is null ? SeedAnswer.Unavailable : new SeedAnswer(done);
    }

    private Task TellAsync(SeedOutcome? outcome, string what) => outcome is { Refusal: null, Tell.Count: > 0 }
        ? Clients.Users(outcome.Tell).SendAsync(what, new { call_session_id = outcome.Call, by = Caller })
        : Task.CompletedTask;
}

/// <summary>A room to be made.</summary>
public sealed record RoomWanted(string[] Members);

/// <summary>A call to be started.</summary>
public sealed record CallWanted(string RoomId, string CallType, string[]? Participants);

/// <summary>A chosen status.</summary>
public sealed record StatusWanted(string Status);
