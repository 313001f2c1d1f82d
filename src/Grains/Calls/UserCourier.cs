using System.Collections.Immutable;
using System.Diagnostics;
using FChat.Presence;
using FChat.Telemetry;
using Microsoft.Extensions.Logging;

namespace FChat.Calls;

/// <summary>
/// Carries a call's notices to its people's user grains: each person's in order, a bounded number of people at once, never inside a request.
/// What a user grain does not take after three tries is dropped: the device asks again when it connects or resumes.
/// Notices are numbered: a try without an answer may have been taken, or be taken late.
/// Lives in one grain and on its scheduler.
/// </summary>
/// <param name="trace">The call's trace, if the notices are to appear in it.</param>
internal sealed partial class UserCourier(
    IGrainFactory grains, int atOnce, TimeProvider time, ILogger log, Action<UserId, ImmutableArray<UserNotice>, int> delivered, string? trace = null)
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<UserId, List<UserNotice>> _waiting = [];
    private readonly Queue<UserId> _ready = new();
    private readonly Guid _sender = Guid.NewGuid();
    private long _sent;
    private int _rounds;
    private TaskCompletionSource? _idle;

    /// <summary>Ends when nothing is on its way.</summary>
    public Task Idle() => _rounds == 0
        ? Task.CompletedTask
        : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Appends to the person's notices.</summary>
    public void Send(UserId user, UserNotice notice)
    {
        var numbered = notice with { Number = new NoticeNumber(_sender, ++_sent) };
        if (_waiting.TryGetValue(user, out var notices))
        {
            notices.Add(numbered);
            return;
        }

        _waiting[user] = [numbered];
        _ready.Enqueue(user);
        if (_rounds < atOnce)
        {
            Start();
        }
    }

    // In nobody's request: the flow of activity and request context stops here.
    private void Start()
    {
        _rounds++;
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(Rounds, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        }
    }

    private async Task Rounds()
    {
        while (_ready.TryDequeue(out var user))
        {
            while (_waiting[user] is { Count: > 0 } notices)
            {
                ImmutableArray<UserNotice> batch = [.. notices];
                notices.Clear();
                await Deliver(user, batch);
            }

            _waiting.Remove(user);
        }

        if (--_rounds == 0)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    private async Task Deliver(UserId user, ImmutableArray<UserNotice> batch)
    {
        using var span = Spans.Follow("tell user", ActivityKind.Internal, [trace]);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                delivered(user, batch, await grains.User(user).Tell(batch));
                return;
            }
            catch (Exception failure) when (attempt < Tries)
            {
                LogRetry(log, failure, batch.Length);
                await Task.Delay(Pause * attempt, time);
            }
            catch (Exception failure)
            {
                LogDropped(log, failure, batch.Length);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "A user grain did not take {Count} notices of a call; trying again")]
    private static partial void LogRetry(ILogger log, Exception failure, int count);

    [LoggerMessage(LogLevel.Warning, "A user grain did not take {Count} notices of a call; they are dropped")]
    private static partial void LogDropped(ILogger log, Exception failure, int count);
}
