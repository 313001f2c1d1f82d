using System.Diagnostics;
using FChat.Calls.Media;
using FChat.Core.Calls;
using FChat.Durable;
using FChat.Telemetry;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FChat.Calls;

/// <content>Load, decide, save, tell.</content>
internal sealed partial class CallGrain
{
    // What is due while nothing can be written is tried again, but not in a circle.
    private static readonly TimeSpan UnsettledPause = TimeSpan.FromSeconds(1);

    private IGrainTimer? _deadline;
    private IGrainTimer? _flush;
    private IGrainTimer? _speakers;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;

    private async Task<Outcome<CallView>> CreateOnce(CreateCall request)
    {
        var start = _services.Time.GetTimestamp();
        var decision = CallMachine.Create(Id, request, _services.Time.GetUtcNow(), _services.Rules);
        decision = decision with { Next = decision.Next with { Trace = Spans.Here } };
        try
        {
            await _state.Commit(decision.Next);
            Open(decision.Next, request.From);
            await _projection!.Bring(decision.Next).WaitAsync(_services.Options.LedgerPatience, _services.Time);
        }
        catch (Exception failure) when (failure is CommitFailedException or TimeoutException or OperationCanceledException)
        {
            LogNotCreated(_services.Log, failure);
            await Abandon();
            return Refusal.Unavailable;
        }

        // Rung only now: the sweeper finds the call in SQL, whatever dies from here on.
        Told(decision with { Next = _state.Current });
        _services.Instruments.Started(_state.Current, _services.Time.GetElapsedTime(start));
        ArmDeadline();
        return _teller!.View();
    }

    private async Task<Outcome<CallView>> WithdrawOnce(RoomRoster room)
    {
        try
        {
            await (IsWithdrawn ? _state.Written() : _state.Commit(CallMachine.Withdrawn(Id, room, _services.Time.GetUtcNow())));
            return Refusal.CallNotFound;
        }
        catch (CommitFailedException failure)
        {
            LogNotWithdrawn(_services.Log, failure);
            DeactivateOnIdle();
            return Refusal.Unavailable;
        }
    }

    /// <summary>A call that nobody was told of ends before it begins; if this cannot be written either, the activation goes with it.</summary>
    private async Task Abandon()
    {
        if (!_state.IsBroken && !_state.IsUnsettled)
        {
            await Apply(new ForceEndCall(_state.Current.Caller, null));
        }

        DeactivateOnIdle();
    }

    private void Open(CallState call, ConnectionId? startedFrom)
    {
        _courier = new UserCourier(_services.Grains, _services.Options.TellAtOnce, _services.Time, _services.Log, OnDelivered, call.Participants.Count <= CallSpans.MostAnswers ? call.Trace : null);
        _projection = new CallProjection(_services, call.ProjectedRevision, OnProjected);
        _teller = new CallTeller(_services, _courier, call, FlushLater) { StartedFrom = startedFrom };
        _media = new CallMedia(new MediaPort(Id, () => _teller.Told, command => Apply(command), _teller.Signal), _services.Media(), SpeakersLater);
        _services.Local.Enter(Id, new LocalCall(this, Relay, () => _teller.Told));
    }

    /// <summary>Decides, saves what must be saved, tells.</summary>
    /// <param name="command">What is done.</param>
    /// <param name="then">Run when it is told, before anything that comes after it: for answers that must fit a place in the streams.</param>
    /// <returns>The refusal, or null: done. A decision that follows from a change not yet on disk waits for it.</returns>
    private async Task<Refusal?> Apply(CallCommand command, Action<CallTeller>? then = null)
    {
        if (_teller is null)
        {
            return Refusal.CallNotFound;
        }

        var decision = CallMachine.Decide(_state.Current, command, _services.Time.GetUtcNow(), _services.Rules);
        try
        {
            await Save(decision, then);
            return decision.Refusal;
        }
        catch (CommitFailedException)
        {
            return Refusal.Unavailable;
        }
        finally
        {
            ArmDeadline();
        }
    }

    private Task Save(Decision decision, Action<CallTeller>? then)
    {
        void Tell()
        {
            Told(decision);
            then?.Invoke(_teller!);
        }

        if (decision.IsDurable)
        {
            return _state.Commit(decision.Next, Tell);
        }

        if (_state.IsBroken || decision.Refusal is not null)
        {
            return _state.Written();
        }

        _state.Amend(decision.Next, Tell);
        return then is null && !decision.Facts.IsEmpty ? Task.CompletedTask : _state.Written();
    }

    private void Told(Decision decision, CallState? loaded = null)
    {
        var before = loaded ?? _teller!.Told;
        _teller!.Tell(decision.Next, decision.Facts);
        _media!.Follow(decision.Facts);
        _services.Instruments.Changed(before, decision);
        CallSpans.Changed(before, decision.Next);
        if (decision.IsDurable)
        {
            _projection!.Bring(decision.Next).Ignore();
        }

        if (decision.Facts.Any(f => f is CallOver))
        {
            TellRoom(decision.Next).Ignore();
        }
    }

    private async Task TellRoom(CallState call)
    {
        using var span = Spans.Follow("tell room", ActivityKind.Internal, [call.Trace]);
        try
        {
            await _services.Grains.Room(call.Room.Id).CallOver(call.Id);
        }
        catch (Exception failure)
        {
            // The room looks for itself when it reads its pointer.
            LogRoomNotTold(_services.Log, failure);
        }
    }

    private void OnProjected(long revision)
    {
        if (!_state.IsBroken)
        {
            _state.Amend(_state.Current.WithoutEventsTo(revision) with { ProjectedRevision = revision });
        }
    }

    private void ArmDeadline()
    {
        if (_state.IsBroken)
        {
            return;
        }

        if (_teller is null || CallMachine.NextDeadline(_state.Current, _services.Rules) is not { } next)
        {
            _deadline?.Dispose();
            _deadline = null;
            return;
        }

        if (_deadline is not null && _armedFor <= next)
        {
            return;
        }

        _armedFor = next;
        var (due, least) = (next - _services.Time.GetUtcNow(), _state.IsUnsettled ? UnsettledPause : TimeSpan.Zero);
        _deadline ??= this.RegisterGrainTimer(OnDeadline, Once);
        _deadline.Change(due > least ? due : least, Timeout.InfiniteTimeSpan);
    }

    private async Task OnDeadline(CancellationToken cancellation)
    {
        _armedFor = DateTimeOffset.MaxValue;
        _teller?.Expire();
        await Apply(new Tick());
    }

    private void FlushLater(TimeSpan due)
    {
        _flush ??= this.RegisterGrainTimer(OnFlush, Once);
        _flush.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void SpeakersLater(TimeSpan due)
    {
        _speakers ??= this.RegisterGrainTimer(OnSpeakers, Once);
        _speakers.Change(due, Timeout.InfiniteTimeSpan);
    }

    private Task OnSpeakers(CancellationToken cancellation)
    {
        _media?.FlushSpeakers();
        return Task.CompletedTask;
    }

    private Task OnFlush(CancellationToken cancellation)
    {
        _teller?.Flush();
        return Task.CompletedTask;
    }

    // Interleaves like the requests do; a live call stays in memory.
    private static GrainTimerCreationOptions Once => new()
    {
        DueTime = Timeout.InfiniteTimeSpan,
        Period = Timeout.InfiniteTimeSpan,
        Interleave = true,
        KeepAlive = true,
    };

    [LoggerMessage(LogLevel.Warning, "A call could not be made: its state or its row in SQL was not written")]
    private static partial void LogNotCreated(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Whether a call that its room does not find can still be made is unknown")]
    private static partial void LogNotWithdrawn(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Information, "A room was not told that its call is over")]
    private static partial void LogRoomNotTold(ILogger log, Exception failure);
}
