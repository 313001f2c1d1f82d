using FChat.Core.Rooms;
using FChat.Durable;

namespace FChat.Rooms;

/// <summary>
/// Keeps a room's rows and messages in SQL as new as the room on disk: one hand-over at a time. What the silo's stop cancels, the next activation does again.
/// Lives in one grain and on its scheduler.
/// </summary>
internal sealed class RoomProjection
{
    private readonly RoomServices _services;
    private readonly GroupCommit<RoomState> _state;
    private readonly Pump _pump;
    private long _projected;

    public RoomProjection(RoomServices services, GroupCommit<RoomState> state)
    {
        (_services, _state) = (services, state);
        _pump = new Pump(Round);
    }

    private bool IsOwing => _state.Durable.Revision > Math.Max(_projected, _state.Durable.ProjectedRevision);

    /// <summary>Brings SQL up to the room.</summary>
    public void Bring()
    {
        if (IsOwing)
        {
            _pump.Signal();
        }
    }

    /// <summary>Waits until SQL is as new as the room is now, but not longer than a read may wait.</summary>
    public Task Reached()
    {
        Bring();
        return _pump.Idle.WaitAsync(_services.ReadWait, _services.Time).SuppressThrowing();
    }

    private async Task Round()
    {
        while (IsOwing)
        {
            var room = _state.Durable;
            await _services.Projector.Project(room.Since(Math.Max(_projected, room.ProjectedRevision)));
            _projected = room.Revision;
            _state.Amend(RoomRules.Projected(_state.Current, room.Revision, room.LastMessageSeq));
        }
    }
}
