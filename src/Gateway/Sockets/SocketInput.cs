using System.IO.Pipelines;

namespace FChat.Gateway.Sockets;

/// <summary>
/// What has come from a client, as the hub reads it: where it came, by whoever received it. Only who wakes the hub to end it does not run its end:
/// he may hold locks that the end wants too.
/// </summary>
internal sealed class SocketInput(PipeReader from) : PipeReader
{
    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => from.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result) => from.TryRead(out result);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => from.AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => from.AdvanceTo(consumed, examined);

    /// <inheritdoc/>
    public override void CancelPendingRead() => ThreadPool.UnsafeQueueUserWorkItem(static from => from.CancelPendingRead(), from, preferLocal: false);

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => from.Complete(exception);
}
