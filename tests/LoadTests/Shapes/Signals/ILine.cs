namespace FChat.LoadTests.Shapes.Signals;

/// <summary>Something that sends one thing after another.</summary>
public interface ILine
{
    /// <summary>Sends the next one, which was due at a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</summary>
    void Send(long due);
}
