using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>The changes of one participant's microphone, off and on and off again. Remembers when the last ones were due.</summary>
/// <param name="change">Tells the server.</param>
public sealed class ChangeLine(Action<bool> change) : ILine
{
    // A power of two; what is later than the ones in between is lost anyway.
    private const int Remembered = 1024;
    private readonly long[] _dues = new long[Remembered];
    private long _sent;

    /// <summary>How many were sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <inheritdoc/>
    public void Send(long due)
    {
        var number = _sent;
        Volatile.Write(ref _dues[number % Remembered], due);
        Volatile.Write(ref _sent, number + 1);
        change(IsMuted(number));
    }

    /// <summary>When the change with this number, from 0, was due.</summary>
    public long DueOf(long number) => Volatile.Read(ref _dues[number % Remembered]);

    /// <summary>What the change with this number says.</summary>
    public static bool IsMuted(long number) => number % 2 == 0;
}
