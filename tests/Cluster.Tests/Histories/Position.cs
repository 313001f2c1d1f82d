namespace FChat.Cluster.Tests.Histories;

/// <summary>Where a device is in the two streams that a call has for it.</summary>
public readonly record struct Position(long Epoch, long Seq, long SignalSeq)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Epoch}:{Seq}/{SignalSeq}";
}
