using System.Net.Sockets;

namespace FChat.Streams;

/// <summary>How one kind of question and its answers are written.</summary>
public sealed record StreamTongue<TQuestion, TAnswer>(IStreamCodec<TQuestion> Questions, IStreamCodec<TAnswer> Answers);

/// <summary>
/// One end of a stream: asks the other, and answers what that asks. Questions of both overtake each other; each is answered once, or fails:
/// when the other end could not do it, when the stream ends, and when the answer does not come in time, which ends the stream.
/// </summary>
/// <param name="hear">Answers the other end. Is called on the thread that receives and must not hold it up: what takes time goes on in its task.</param>
public sealed class StreamPeer<TAsked, TAnswered, THeard, TGiven>(
    Socket socket,
    StreamTongue<TAsked, TAnswered> mine,
    StreamTongue<THeard, TGiven> theirs,
    Func<THeard, Task<TGiven>> hear,
    TimeProvider time) : IDisposable
{
    /// <summary>How long an answer may take. Up to half a second more passes until that is noticed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private readonly StreamLine _line = new(socket);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Pending> _pending = [];
    private ITimer? _looking;
    private int _lastId;
    private volatile bool _isLeaving;
    private bool _hasSaidFarewell;
    private volatile bool _hasHeardFarewell;

    /// <summary>Done when the stream has ended, and all that waited has failed: with what ended it, or null if one of both ends has closed it.</summary>
    public Task<Exception?> Ended { get; private set; } = Task.FromResult<Exception?>(null);

    /// <summary>Begins. To be called once.</summary>
    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            Ended = End();
            _looking = time.CreateTimer(static self => ((StreamPeer<TAsked, TAnswered, THeard, TGiven>)self!).LookForLate(), this, LookEvery, LookEvery);
            _ = Task.Run(() => _line.Receive(Take));
        }
    }

    /// <summary>Asks the other end.</summary>
    /// <returns>Its answer. Whoever awaits it goes on upon the thread that receives, and must not hold it up.</returns>
    /// <exception cref="StreamLostException">The stream has ended, or the question is too large for it.</exception>
    /// <exception cref="StreamFailureException">The other end could not do it.</exception>
    /// <exception cref="TimeoutException">No answer came within <see cref="Patience"/>.</exception>
    public Task<TAnswered> Ask(TAsked question)
    {
        var (id, pending) = Enter();
        var isSent = false;
        try
        {
            isSent = pending is not null && _line.Send(FrameKind.Question, id, question, mine.Questions);
        }
        finally
        {
            if (!isSent)
            {
                TryLeave(id);
            }
        }

        return isSent ? pending!.Task : Task.FromException<TAnswered>(new StreamLostException(wasSent: false));
    }

    /// <summary>Ends the stream when both ends have every answer, and asks nothing more. At once after <paramref name="most"/>.</summary>
    public async Task Leave(TimeSpan most)
    {
        GoIfDone();
        await ((Task)Ended).WaitAsync(most, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Dispose();
    }

    /// <summary>Ends the stream at once; what waits for an answer fails.</summary>
    public void Dispose() => _line.Close(null);

    private async Task<Exception?> End()
    {
        var why = await _line.Ended;
        if (_looking is not null)
        {
            await _looking.DisposeAsync();
        }

        foreach (var pending in LeaveAll())
        {
            pending.TrySetException(why is TimeoutException ? new TimeoutException("A silo or gateway did not answer in time.") : new StreamLostException(wasSent: true));
        }

        return why;
    }

    private void Take(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Question:
                Hear(frame.Id, theirs.Questions.Read(frame.Content.Span));
                break;
            case FrameKind.Answer:
                var answer = mine.Answers.Read(frame.Content.Span);
                TryLeave(frame.Id)?.SetResult(answer);
                break;
            case FrameKind.Failure:
                TryLeave(frame.Id)?.SetException(new StreamFailureException());
                break;
            case FrameKind.Farewell:
                _hasHeardFarewell = true;
                _isLeaving = true;
                break;
        }

        if (_isLeaving)
        {
            GoIfDone();
        }
    }

    private void Hear(int id, THeard question)
    {
        var answering = hear(question);
        if (answering.IsCompletedSuccessfully)
        {
            Answer(id, answering);
        }
        else
        {
            // Upon the thread that has the answer, whatever scheduler that is of.
            answering.ContinueWith(
                (done, number) => Answer((int)number!, done), id, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Answer(int id, Task<TGiven> answering)
    {
        if (answering.Exception is not null || answering.IsCanceled || !_line.Send(FrameKind.Answer, id, answering.Result, theirs.Answers))
        {
            _line.Send(FrameKind.Failure, id);
        }
    }

    // The first to be done says farewell; who has heard it closes.
    private void GoIfDone()
    {
        lock (_gate)
        {
            _isLeaving = true;
            if (_pending.Count > 0 || (_hasSaidFarewell && !_hasHeardFarewell))
            {
                return;
            }

            _hasSaidFarewell = true;
        }

        if (_hasHeardFarewell)
        {
            _line.Close(null);
        }
        else
        {
            _line.Send(FrameKind.Farewell, 0);
        }
    }

    private (int Id, Pending? Pending) Enter()
    {
        lock (_gate)
        {
            return _isLeaving ? default : (++_lastId, _pending[_lastId] = new Pending(time.GetTimestamp()));
        }
    }

    private Pending? TryLeave(int id)
    {
        lock (_gate)
        {
            return _pending.Remove(id, out var pending) ? pending : null;
        }
    }

    private List<Pending> LeaveAll()
    {
        lock (_gate)
        {
            _isLeaving = true;
            List<Pending> all = [.. _pending.Values];
            _pending.Clear();
            return all;
        }
    }

    private void LookForLate()
    {
        lock (_gate)
        {
            if (!_pending.Values.Any(pending => time.GetElapsedTime(pending.Since) >= Patience))
            {
                return;
            }
        }

        _line.Close(new TimeoutException("The other end of a stream did not answer in time."));
    }

    private sealed class Pending(long since) : TaskCompletionSource<TAnswered>
    {
        public long Since => since;
    }
}
