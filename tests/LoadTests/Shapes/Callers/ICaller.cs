using FChat.LoadTests.Clients;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>One user's connection to a server, as a participant of a call, in whatever protocol.</summary>
public interface ICaller : IConnection
{
    /// <summary>Who it is.</summary>
    string User { get; }

    /// <summary>Joins the call; the seat hears when that is answered.</summary>
    void Join(string call);

    /// <summary>Tells everybody in the call of a changed microphone.</summary>
    void Change(bool muted);

    /// <summary>A line of signals to another participant of the call that this one joined.</summary>
    /// <param name="number">Tells it from every other line of the run.</param>
    /// <param name="acknowledged">Whether each signal is to be answered, where the protocol has answers.</param>
    SignalLine LineTo(ICaller other, int number, bool acknowledged);
}
