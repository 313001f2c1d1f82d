using System.Text.Json.Serialization;
using FChat.Calls;
using FChat.Core.Webhooks;
using FChat.Durable;
using FChat.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FChat.Webhooks;

/// <summary>How far a receiver has come.</summary>
public sealed record WebhookState
{
    /// <summary>Everything up to here was taken, or given up.</summary>
    public long Position { get; init; }
}

/// <summary>How that is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookState))]
public sealed partial class WebhookStateJson : JsonSerializerContext;

/// <summary>
/// One receiver's events: read from SQL, sent beside each other for different calls, and remembered as done up to the first that is not.
/// An activation that takes over begins there: a receiver may get an event twice, and knows it by its id.
/// </summary>
internal sealed partial class WebhookGrain : Grain, IWebhookGrain
{
    private readonly IPersistentState<WebhookState> _state;
    private readonly WebhookServices _services;
    private readonly Pump _pump;
    private WebhookEndpoint? _endpoint;
    private WebhookBacklog? _backlog;
    private IGrainTimer? _rest;
    private int _underWay;
    private Replaying? _replay;

    public WebhookGrain([PersistentState("webhook")] IPersistentState<WebhookState> state, WebhookServices services)
    {
        (_state, _services) = (state, services);
        _pump = new Pump(Round);
    }

    private string Name => GrainKeys.IdOf(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _endpoint = _services.Find(Name);
        if (_endpoint is null)
        {
            return;
        }

        // A new receiver hears of what happens from now on.
        var position = _state.RecordExists ? _state.State.Position : await _services.Events.Last(cancellationToken);
        _backlog = new WebhookBacklog(position, _services.Options.Held, _services.Options.ToPatience());
        if (!_state.RecordExists)
        {
            await Keep(position);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _services.Instruments.Gone(Name);
        return Task.CompletedTask;
    }

    public Task Wake()
    {
        if (_backlog is not null)
        {
            _pump.Signal();
        }

        return Task.CompletedTask;
    }

    public async Task<Outcome<Done>> Replay(long position)
    {
        if (_endpoint is null)
        {
            return Refusal.Invalid("endpoint", "There is no such receiver.");
        }

        try
        {
            if (position > Math.Max(_backlog!.Read, await _services.Events.Last(CancellationToken.None)))
            {
                return Refusal.Invalid("position", "No event has that position yet.");
            }
        }
        catch (LedgerUnavailableException failure)
        {
            LogUnread(_services.Log, Name, failure);
            return Refusal.Unavailable;
        }

        LogReplay(_services.Log, Name, position);
        _replay?.IsKept.TrySetResult(false);
        _replay = new Replaying(position);
        var kept = _replay.IsKept.Task;
        _pump.Signal();
        return await kept ? Done.Value : Refusal.Unavailable;
    }

    private async Task Round()
    {
        try
        {
            await TakeReplay();
            var backlog = _backlog!;
            await Fill(backlog);
            Send(backlog);
            await Keep(backlog.Position);
            Show(backlog);
            RestUntil(backlog.NextDue());
        }
        catch (Exception defect)
        {
            // The next waking goes on.
            LogDefect(_services.Log, Name, defect);
        }
    }

    private async Task TakeReplay()
    {
        if (_replay is not { } replay)
        {
            return;
        }

        // What is under way ends in nobody's backlog.
        _replay = null;
        var isKept = await Keep(replay.Position);
        if (isKept)
        {
            _backlog = new WebhookBacklog(replay.Position, _services.Options.Held, _services.Options.ToPatience(), _services.Time.GetUtcNow());
        }

        replay.IsKept.TrySetResult(isKept);
    }

    private void Show(WebhookBacklog backlog) =>
        _services.Instruments.Waiting(Name, backlog.Count, backlog.Oldest is { } oldest ? _services.Time.GetUtcNow() - oldest : TimeSpan.Zero);

    private async Task Fill(WebhookBacklog backlog)
    {
        var most = Math.Min(backlog.Room, _services.Options.Held / 10);
        if (most == 0)
        {
            return;
        }

        try
        {
            var read = await _services.Events.After(backlog.Read, null, most, CancellationToken.None);
            backlog.Add(read);
            if (read.Length == most)
            {
                _pump.Signal();
            }
        }
        catch (LedgerUnavailableException failure)
        {
            // The next waking tries again.
            LogUnread(_services.Log, Name, failure);
        }
    }

    private void Send(WebhookBacklog backlog)
    {
        foreach (var ready in backlog.Take(_services.Options.AtOnce - _underWay, _services.Time.GetUtcNow()))
        {
            _underWay++;
            SendOne(backlog, ready).Ignore();
        }
    }

    private async Task SendOne(WebhookBacklog backlog, StoredCallEvent stored)
    {
        var start = _services.Time.GetTimestamp();
        var fault = await Try(stored);
        _underWay--;
        _services.Instruments.Sent(Name, fault is null, _services.Time.GetElapsedTime(start));
        if (ReferenceEquals(backlog, _backlog))
        {
            Settle(backlog, stored, fault);
        }

        _pump.Signal();
    }

    private async Task<string?> Try(StoredCallEvent stored)
    {
        try
        {
            return await _services.Sender.Send(_endpoint!, stored);
        }
        catch (Exception defect)
        {
            LogDefect(_services.Log, Name, defect);
            return defect.GetType().Name;
        }
    }

    private void Settle(WebhookBacklog backlog, StoredCallEvent stored, string? fault)
    {
        if (fault is null)
        {
            backlog.Done(stored);
        }
        else if (backlog.Failed(stored, _services.Time.GetUtcNow()))
        {
            LogNotTaken(_services.Log, Name, stored.Call, stored.Seq, fault);
        }
        else
        {
            _services.Instruments.GivenUp(Name);
            LogGivenUp(_services.Log, Name, stored.Call, stored.Seq, fault);
        }
    }

    private async Task<bool> Keep(long position)
    {
        if (_state.RecordExists && _state.State.Position == position)
        {
            return true;
        }

        _state.State = new WebhookState { Position = position };
        try
        {
            await _state.WriteStateAsync(CancellationToken.None);
            return true;
        }
        catch (Exception failure)
        {
            // Another activation sends, or the database is away: this one goes, and nothing is lost but a repetition.
            LogNotKept(_services.Log, Name, failure);
            DeactivateOnIdle();
            return false;
        }
    }

    private void RestUntil(DateTimeOffset? due)
    {
        if (due is { } then && then > _services.Time.GetUtcNow())
        {
            _rest ??= this.RegisterGrainTimer(_ => Wake(), new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan });
            _rest.Change(then - _services.Time.GetUtcNow(), Timeout.InfiniteTimeSpan);
        }
    }

    private sealed record Replaying(long Position)
    {
        public TaskCompletionSource<bool> IsKept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(LogLevel.Information, "The webhook {Endpoint} did not take event {Seq} of call {Call}, which is tried again: {Fault}")]
    private static partial void LogNotTaken(ILogger log, string endpoint, CallId call, long seq, string fault);

    [LoggerMessage(LogLevel.Warning, "The webhook {Endpoint} did not take event {Seq} of call {Call} for so long that it is given up: {Fault}")]
    private static partial void LogGivenUp(ILogger log, string endpoint, CallId call, long seq, string fault);

    [LoggerMessage(LogLevel.Warning, "The events for the webhook {Endpoint} cannot be read now")]
    private static partial void LogUnread(ILogger log, string endpoint, Exception failure);

    [LoggerMessage(LogLevel.Warning, "How far the webhook {Endpoint} has come could not be stored")]
    private static partial void LogNotKept(ILogger log, string endpoint, Exception failure);

    [LoggerMessage(LogLevel.Error, "Sending to the webhook {Endpoint} failed in a way that it should not; it goes on")]
    private static partial void LogDefect(ILogger log, string endpoint, Exception defect);

    [LoggerMessage(LogLevel.Information, "The webhook {Endpoint} is sent everything again after position {Position}")]
    private static partial void LogReplay(ILogger log, string endpoint, long position);
}
