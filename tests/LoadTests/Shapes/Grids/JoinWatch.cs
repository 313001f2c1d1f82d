using System.Diagnostics;
using System.Text;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>Watches one joining after another in a call, until everybody who was there before has heard of it. Receivers report from their own threads.</summary>
public sealed class JoinWatch
{
    private byte[] _joiner = [];
    private TaskCompletionSource<TimeSpan> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;
    private long _sentAt;
    private int _missing;

    /// <summary>The number of the joining that is watched, from 1; 0: none is.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>How many have not heard of it yet.</summary>
    public int Missing => Math.Max(0, Volatile.Read(ref _missing));

    /// <summary>A user is about to join, before so many others. Gives the time until the last of them has heard of it.</summary>
    public Task<TimeSpan> Begin(string joiner, int others)
    {
        _seen = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _missing, others);
        Volatile.Write(ref _joiner, Encoding.UTF8.GetBytes(joiner));
        Volatile.Write(ref _sentAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _number);
        return _seen.Task;
    }

    /// <summary>Whether this is the one who is watched.</summary>
    public bool IsJoiner(ReadOnlySpan<byte> user) => user.SequenceEqual(Volatile.Read(ref _joiner));

    /// <summary>One more has heard of it.</summary>
    public void Heard()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _seen.TrySetResult(Stopwatch.GetElapsedTime(Volatile.Read(ref _sentAt)));
        }
    }
}
