using System.Text.Json.Nodes;

namespace FChat.Media.Janus;

/// <summary>One peer connection between a browser and a node, by a handle of its own.</summary>
internal abstract class JanusPeer(JanusRoom room) : IHandleListener, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private List<SfuEvent>? _held = [];
    private JanusHandle? _handle;
    private Load _load = Load.None;
    private bool _isOver;

    /// <summary>Everything asked of a room that is gone.</summary>
    public static SfuRefusal RoomGone { get; } = new(SfuFault.Unavailable, "the room is gone");

    /// <summary>Where it belongs.</summary>
    public JanusRoom Room => room;

    /// <summary>ICE and DTLS came up, and it is not over.</summary>
    public bool IsUp { get; private set; }

    protected JanusContext Context => room.Context;

    /// <summary>Whether it ends with another one.</summary>
    public virtual bool DependsOn(JanusPeer other) => false;

    /// <inheritdoc/>
    public void On(JanusMessage message)
    {
        switch (message.Kind)
        {
            case JanusKind.WebRtcUp when !IsUp && !_isOver:
                IsUp = true;
                Tell(Up());
                break;
            case JanusKind.Trickle when message.Candidate is { } candidate:
                Tell(Found(candidate));
                break;
            case JanusKind.HangUp or JanusKind.Detached:
                EndBy(message.Text.Length > 0 ? message.Text : "the server ended it");
                break;
            case JanusKind.Event when message.Said("videoroom") == "destroyed":
                room.Lose(new Loss(LossKind.Destroyed, "somebody destroyed the room"));
                break;
            case JanusKind.Event:
                Hear(message);
                break;
        }
    }

    /// <summary>Tells what happened meanwhile, and from now on everything at once.</summary>
    public void Release()
    {
        lock (_lock)
        {
            foreach (var told in Interlocked.Exchange(ref _held, null) ?? [])
            {
                room.Tell(told);
            }
        }
    }

    /// <summary>It is over.</summary>
    /// <param name="reason">What to tell; null: nobody needs to be told.</param>
    public void End(string? reason)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            IsUp = false;
        }

        if (reason is not null)
        {
            Tell(Ended(reason));
        }

        room.Leave(this, _load);
        _ = _handle?.Detach(Context);
    }

    /// <summary>See <see cref="ISfuPublication.AddCandidates"/>.</summary>
    public async Task<SfuOutcome<SfuDone>> AddCandidates(IReadOnlyList<SfuCandidate> candidates, CancellationToken cancellation)
    {
        if (candidates.FirstOrDefault(candidate => !CandidateLine.IsValid(candidate)) is { } bad)
        {
            return new SfuRefusal(SfuFault.BadDescription, $"no candidate: {bad.Candidate}");
        }

        if (Refused is { } refusal)
        {
            return refusal;
        }

        return candidates.Count == 0 ? SfuOutcome.Done : DoneUnless(await _handle!.Trickle(candidates.Select(CandidateLine.Completed), Context, cancellation));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End(null);
        await (_handle?.Detach(Context) ?? Task.CompletedTask);
        GC.SuppressFinalize(this);
    }

    /// <summary>What it is, for metrics.</summary>
    protected abstract string Kind { get; }

    protected abstract SfuEvent Up();

    protected abstract SfuEvent Ended(string reason);

    protected abstract SfuEvent Found(SfuCandidate candidate);

    protected virtual void Hear(JanusMessage message)
    {
    }

    /// <summary>Why nothing can be asked of it any more; null while it can.</summary>
    protected SfuRefusal? Refused => room.IsOver ? RoomGone : _isOver || _handle is null ? new SfuRefusal(SfuFault.NoSuchFeed, "it is over") : null;

    protected static SfuOutcome<SfuDone> DoneUnless(JanusMessage answer) => answer.Refusal is { } refusal ? refusal : SfuOutcome.Done;

    /// <summary>Gets a handle of its own, instead of one that it had.</summary>
    protected async Task<JanusMessage> Attach(CancellationToken cancellation)
    {
        if (room.IsOver)
        {
            return JanusMessage.None(JanusErrors.Lost, RoomGone.Message);
        }

        // Not given up half-way: a handle whose number nobody took would stay until the session ends.
        var (handle, answer) = await room.Session.Attach(this, CancellationToken.None);
        if (Interlocked.Exchange(ref _handle, handle) is { } former)
        {
            _ = former.Detach(Context);
        }

        cancellation.ThrowIfCancellationRequested();
        return answer.ErrorCode == 0 && Refused is { } refused ? JanusMessage.None(JanusErrors.Lost, refused.Message) : answer;
    }

    protected Task<JanusMessage> Ask(JsonObject body, CancellationToken cancellation, string? type = null, string? sdp = null) =>
        _handle!.Ask(body, Context, cancellation, type, sdp);

    /// <summary>Asks for something that changes descriptions. When nobody knows whether it was done, it is over: the next one would build on what may not be so.</summary>
    protected async Task<JanusMessage> Negotiate(JsonObject body, CancellationToken cancellation, string? type = null, string? sdp = null)
    {
        var isKnown = false;
        try
        {
            var answer = await Ask(body, cancellation, type, sdp);
            isKnown = answer.ErrorCode != JanusErrors.Late;
            return answer;
        }
        finally
        {
            if (!isKnown)
            {
                End("nobody knows what the server made of the last description");
            }
        }
    }

    /// <summary>Counts as this much from now on.</summary>
    protected void Weigh(Load load)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                room.Count(this, _load, load);
                _load = load;
            }
        }
    }

    // Without a free UDP port Janus lets go of what it has answered already; so it does when the browser cannot be reached.
    private void EndBy(string reason)
    {
        if (!IsUp && !_isOver)
        {
            room.TellNeverUp(Kind, reason);
        }

        End(reason);
    }

    protected void Tell(SfuEvent told)
    {
        lock (_lock)
        {
            if (_held is not null)
            {
                _held.Add(told);
                return;
            }
        }

        room.Tell(told);
    }
}
