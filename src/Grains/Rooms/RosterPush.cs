using FChat.Core.Rooms;
using FChat.Durable;
using Microsoft.Extensions.Logging;

namespace FChat.Rooms;

/// <summary>Brings the room's members to its live call, beside the requests, until the call has taken them: who was removed must not stay in it.</summary>
internal sealed partial class RosterPush
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly RoomServices _services;
    private readonly GroupCommit<RoomState> _state;
    private readonly Pump _pump;
    private (CallId Call, long Revision) _taken;

    public RosterPush(RoomServices services, GroupCommit<RoomState> state)
    {
        (_services, _state) = (services, state);
        _pump = new Pump(Round);
    }

    /// <summary>The call knows the roster of that revision.</summary>
    public void Taken(CallId call, long revision) => _taken = (call, revision);

    public void Signal()
    {
        if (Owed is not null)
        {
            _pump.Signal();
        }
    }

    // The call that must hear, as long as it is the live one; a newer roster takes the place of an older one that did not get through.
    private CallId? Owed =>
        _state.Durable.ActiveCall is { } call && !_state.IsBroken && _taken != (call, _state.Durable.RosterRevision) ? call : null;

    private async Task Round()
    {
        while (Owed is { } call)
        {
            var room = _state.Durable;
            try
            {
                await _services.Grains.Call(call).RoomChanged(room.Roster());
                Taken(call, room.RosterRevision);
            }
            catch (Exception failure)
            {
                LogNotTaken(_services.Log, failure, call);
                await Task.Delay(Pause, _services.Time);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The call {Call} did not take the room's new members; trying again")]
    private static partial void LogNotTaken(ILogger log, Exception failure, CallId call);
}
