namespace FChat.Media;

/// <summary>Places rooms on media servers (selective forwarding units). One for a process; every member may be used from any thread.</summary>
public interface ISfu
{
    /// <summary>Whether the configuration names any node. It says nothing of whether one is there now: that is <see cref="CanPlace"/>.</summary>
    bool IsConfigured { get; }

    /// <summary>Whether <see cref="Open"/> would find a node now: one that is healthy, not drained and not full. Never throws.</summary>
    bool CanPlace { get; }

    /// <summary><see cref="CanPlace"/>, or the nodes behind it, may have changed. Raised on any thread; handlers must not block and not throw.</summary>
    event Action? Changed;

    /// <summary>Makes a room on the node that suits best. Each generation of a call is opened once: opened again, it may be the room that is there already.</summary>
    /// <returns>The room; or <see cref="SfuFault.Unavailable"/>, when no node takes it, and <see cref="SfuFault.Full"/>, when those that are there have all they may have.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; a room that was made meanwhile is taken away again.</exception>
    Task<SfuOutcome<ISfuRoom>> Open(SfuRoomRequest request, CancellationToken cancellation);
}
