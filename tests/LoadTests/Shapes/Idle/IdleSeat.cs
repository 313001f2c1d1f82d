using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Callers;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Idle;

/// <summary>Somebody who is connected and in no call. Nothing should come but the connection's end.</summary>
public sealed class IdleSeat(Faults faults) : ICallSeat
{
    /// <inheritdoc/>
    public void OnJoined(long? signalSeq) => Tell("the answer to a joining");

    /// <inheritdoc/>
    public void OnSomebodyJoined(ReadOnlySpan<byte> user) => Tell("a joining");

    /// <inheritdoc/>
    public void OnChange(bool muted) => Tell("a change");

    /// <inheritdoc/>
    public void OnSignal(ReceivedSignal signal) => Tell("a signal");

    /// <inheritdoc/>
    public void OnSignalAnswered(bool accepted, ReadOnlySpan<byte> result) => Tell("an answer to a signal");

    /// <inheritdoc/>
    public void OnRefused(string reason) => faults.Report("refused", reason);

    /// <inheritdoc/>
    public void OnLost(string reason) => faults.Report("connection lost", reason);

    private void Tell(string what) => faults.Report("misdelivered", what);
}
