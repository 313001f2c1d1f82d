using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>Hears what comes to one participant, one call at a time and in the order received. It must not block.</summary>
public interface ICallSeat
{
    /// <summary>The joining was answered.</summary>
    /// <param name="signalSeq">The number of the last signal before; null if the server does not number them.</param>
    void OnJoined(long? signalSeq);

    /// <summary>It is told that a user is in the call now.</summary>
    void OnSomebodyJoined(ReadOnlySpan<byte> user);

    /// <summary>It is told of a changed microphone.</summary>
    void OnChange(bool muted);

    /// <summary>A signal to this one.</summary>
    void OnSignal(ReceivedSignal signal);

    /// <summary>A signal of this one was answered.</summary>
    void OnSignalAnswered(bool accepted, ReadOnlySpan<byte> result);

    /// <summary>Something else that this one asked for was refused.</summary>
    void OnRefused(string reason);

    /// <summary>The connection ended without being cut here.</summary>
    void OnLost(string reason);
}
