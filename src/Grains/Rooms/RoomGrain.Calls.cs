using System.Collections.Immutable;
using FChat.Calls;
using FChat.Core.Rooms;
using FChat.Durable;
using Microsoft.Extensions.Logging;

namespace FChat.Rooms;

/// <content>The live call. These methods do not interleave with each other: between pointing to a call and making it, nobody doubts the pointer.</content>
internal sealed partial class RoomGrain
{
    public async Task<Outcome<CallView>> InitiateCall(Caller caller, InitiateCall request)
    {
        Meet(caller);
        var by = By(caller, request.Command);
        try
        {
            if (await StartedBefore(by) is { } before)
            {
                return before;
            }

            var invitees = RoomRules.Invitees(_state.Current, by, request);
            return invitees.IsDone ? await StartUnlessLive(by, request, invitees.Value) : invitees.Refused<CallView>();
        }
        catch (Exception failure)
        {
            // The pointer may stand, and so may the call: whoever reads it, or repeats the command, finds out.
            LogCallUnknown(_services.Log, failure);
            return Refusal.Unavailable;
        }
    }

    public async Task<Outcome<ActiveCall>> GetActiveCall(Caller caller)
    {
        Meet(caller);
        if (_state.Current.RefusalFor(caller.User) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return new ActiveCall(await LiveCall());
        }
        catch (Exception failure)
        {
            LogCallUnknown(_services.Log, failure);
            return Refusal.Unavailable;
        }
    }

    /// <summary>The live call, as it says itself; a pointer to none is taken away.</summary>
    private async Task<CallView?> LiveCall()
    {
        await _state.Written();
        if (_state.Current.ActiveCall is not { } call)
        {
            return null;
        }

        var found = await Find(call);
        if (found is { IsDone: true, Value.EndedAt: null })
        {
            return found.Value;
        }

        if (found.Refusal is { Code: not ErrorCode.CallNotFound })
        {
            throw new CallUnknownException(call, found.Refusal);
        }

        await Release(call, wasMade: found.IsDone);
        return null;
    }

    /// <summary>A call that is not there cannot be made afterwards.</summary>
    private async Task<Outcome<CallView>> Find(CallId call)
    {
        var grain = _services.Grains.Call(call);
        var found = await grain.View(null);
        return found.Refusal is { Code: ErrorCode.CallNotFound } ? await grain.Withdraw(_state.Durable.Roster()) : found;
    }

    /// <summary>For a view, a pointer that cannot be checked stands as it is.</summary>
    private async Task CheckPointer()
    {
        try
        {
            await LiveCall();
        }
        catch (Exception failure)
        {
            LogCallUnknown(_services.Log, failure);
        }
    }

    private async Task<Outcome<CallView>?> StartedBefore(ActBy by)
    {
        if (_state.Current.RefusalFor(by.User) is not null || RoomRules.StartedBefore(_state.Current, by) is not { } call)
        {
            return null;
        }

        var found = await Find(call);
        if (found.Refusal is not { Code: ErrorCode.CallNotFound })
        {
            return found;
        }

        await Release(call, wasMade: false);
        return null;
    }

    private async Task<Outcome<CallView>> StartUnlessLive(ActBy by, InitiateCall request, ImmutableArray<UserId> invited)
    {
        if (await LiveCall() is { } live)
        {
            return Refusal.AlreadyActive(live.CallSessionId);
        }

        var reserved = _services.Rules.Reserve(_state.Current, by, new CallId(Ulid.NewUlid(Now).ToString()));
        if (!reserved.Answer.IsDone)
        {
            return reserved.Answer.Refused<CallView>();
        }

        await _state.Commit(reserved.Next);
        return await MakeCall(reserved.Answer.Value, by, request, invited);
    }

    private async Task<Outcome<CallView>> MakeCall(CallId call, ActBy by, InitiateCall request, ImmutableArray<UserId> invited)
    {
        var roster = _state.Durable.Roster();
        var made = await Create(_services.Grains.Call(call), new CreateCall(by.User, request.CallType, invited, roster) { From = request.From });
        made = made.IsDone ? made : await Doubt(call, made.Refusal);
        if (made.IsDone)
        {
            _roster.Taken(call, roster.Version);
            _announcer.Announce(RoomRules.Opened(_state.Durable));
            _projection.Bring();
        }

        return made;
    }

    /// <summary>Nobody else knows the call's id yet. Whoever asks for it afterwards finds what is on disk.</summary>
    private async Task<Outcome<CallView>> Create(ICallGrain call, CreateCall request)
    {
        using var isNew = _services.NewGrains.Expect(call.GetGrainId());
        return await call.Create(request);
    }

    /// <summary>A call that could not be made may be there all the same, or come to be later where that is not prevented; when nobody can say, the pointer stands for whoever reads it next.</summary>
    private async Task<Outcome<CallView>> Doubt(CallId call, Refusal refusal)
    {
        var found = await Find(call);
        if (found is { IsDone: true, Value.EndedAt: null })
        {
            return found;
        }

        if (found.IsDone || found.Refusal.Code == ErrorCode.CallNotFound)
        {
            await Release(call, wasMade: false);
        }

        return refusal;
    }

    private Task<Outcome<Done>> Release(CallId call, bool wasMade) => Save(RoomRules.Release(_state.Current, call, wasMade));

    [LoggerMessage(LogLevel.Warning, "Whether the room has a live call is unknown now")]
    private static partial void LogCallUnknown(ILogger log, Exception failure);
}

/// <summary>A call grain answered, but not whether there is a call.</summary>
internal sealed class CallUnknownException(CallId call, Refusal refusal) : Exception($"The call {call} answered {refusal.Code}.");
