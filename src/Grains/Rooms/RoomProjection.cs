using FChat.Core.Rooms;
using FChat.Durable;
using Orleans.Runtime;

namespace FChat.Rooms;

/// <summary>Keeps a room's rows and messages in SQL as new as the room on disk: one hand-over at a time. Lives in one grain and on its scheduler.</summary>
internal sealed class RoomProjection(RoomServices services, GroupCommit<RoomState> state)
{
    private long _projected;
    private Task _running = Task.CompletedTask;

    /// <summary>Brings SQL up to the room.</summary>
    /// <returns>Ends when SQL is at least as new as the room is now. Canceled when the silo stops first: the next activation does it again.</returns>
    public Task Bring()
    {
        _projected = Math.Max(_projected, state.Durable.ProjectedRevision);
        if (_running.IsCompleted && state.Durable.Revision > _projected)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
            }

            // Nobody needs to wait for it.
            _running.Ignore();
        }

        return _running;
    }

    /// <summary>Waits until SQL is as new as the room is now, but not longer than a read may wait.</summary>
    public Task Reached() => Bring()
        .WaitAsync(services.ReadWait, services.Time)
        .SuppressThrowing();

    private async Task Run()
    {
        while (state.Durable is { } room && room.Revision > _projected)
        {
            await services.Projector.Project(room.Since(_projected));
            _projected = room.Revision;
            state.Amend(RoomRules.Projected(state.Current, room.Revision, room.LastMessageSeq));
        }
    }
}
