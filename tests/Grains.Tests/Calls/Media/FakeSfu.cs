using System.Collections.Concurrent;
using System.Threading.Channels;
using FChat.Media;

namespace FChat.Calls.Media;

/// <summary>A media server in the test's hand: it takes everything at once, and tells what the test says.</summary>
internal sealed class FakeSfu : ISfu
{
    private volatile bool _isThere = true;

    public event Action? Changed;

    public bool IsConfigured => true;

    public bool CanPlace => _isThere;

    public ConcurrentQueue<FakeRoom> Rooms { get; } = new();

    /// <summary>Answered to every request with a description, in place of a result.</summary>
    public SfuRefusal? Refusal { get; set; }

    /// <summary>Publications wait for this before they are there.</summary>
    public Task Pace { get; set; } = Task.CompletedTask;

    /// <summary>The newest room of a call.</summary>
    public FakeRoom RoomOf(CallId call) => Rooms.Last(room => room.Request.Call == call.Value);

    public void GoAway(string reason)
    {
        _isThere = false;
        foreach (var room in Rooms)
        {
            room.Lose(reason);
        }

        Changed?.Invoke();
    }

    public void ComeBack()
    {
        _isThere = true;
        Changed?.Invoke();
    }

    public Task<SfuOutcome<ISfuRoom>> Open(SfuRoomRequest request, CancellationToken cancellation)
    {
        if (!_isThere)
        {
            return Task.FromResult<SfuOutcome<ISfuRoom>>(new SfuRefusal(SfuFault.Unavailable, "away"));
        }

        var room = new FakeRoom(this, request);
        Rooms.Enqueue(room);
        return Task.FromResult(SfuOutcome.Of<ISfuRoom>(room));
    }
}

/// <summary>A room of the fake's.</summary>
internal sealed class FakeRoom(FakeSfu sfu, SfuRoomRequest request) : ISfuRoom
{
    private readonly Channel<SfuEvent> _events = Channel.CreateUnbounded<SfuEvent>();

    public SfuRoomRequest Request => request;

    public string Node => "fake";

    public ChannelReader<SfuEvent> Events => _events.Reader;

    public ConcurrentQueue<FakePublication> Publications { get; } = new();

    public ConcurrentQueue<FakeSubscription> Subscriptions { get; } = new();

    public bool IsDisposed { get; private set; }

    /// <summary>What somebody publishes now.</summary>
    public FakePublication Of(UserId user) => Publications.Last(publication => publication.Publisher == user.Value && !publication.IsDisposed);

    public void Tell(SfuEvent happened) => Assert.True(_events.Writer.TryWrite(happened));

    public void Lose(string reason)
    {
        if (_events.Writer.TryWrite(new RoomLost(reason)))
        {
            _events.Writer.Complete();
        }
    }

    public async Task<SfuOutcome<ISfuPublication>> Publish(string publisher, string offerSdp, CancellationToken cancellation)
    {
        if (sfu.Refusal is { } refusal)
        {
            return refusal;
        }

        var publication = new FakePublication(sfu, publisher, offerSdp);
        Publications.Enqueue(publication);
        await sfu.Pace;
        return SfuOutcome.Of<ISfuPublication>(publication);
    }

    public Task<SfuOutcome<ISfuSubscription>> Subscribe(ISfuPublication to, SfuWish wish, CancellationToken cancellation)
    {
        var subscription = new FakeSubscription(sfu, to, wish);
        Subscriptions.Enqueue(subscription);
        return Task.FromResult(SfuOutcome.Of<ISfuSubscription>(subscription));
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A publication of the fake's. Its answer says which offer it answers.</summary>
internal sealed class FakePublication(FakeSfu sfu, string publisher, string offer) : ISfuPublication
{
    private int _muting;

    public string Publisher => publisher;

    public string Answer { get; private set; } = $"answer to {offer}";

    public ConcurrentQueue<SfuCandidate> Candidates { get; } = new();

    public bool IsMuted { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task<SfuOutcome<string>> Renegotiate(string offerSdp, CancellationToken cancellation) =>
        Task.FromResult(sfu.Refusal is { } refusal ? refusal : SfuOutcome.Of(Answer = $"answer to {offerSdp}"));

    public Task<SfuOutcome<SfuDone>> AddCandidates(IReadOnlyList<SfuCandidate> candidates, CancellationToken cancellation)
    {
        foreach (var candidate in candidates)
        {
            Candidates.Enqueue(candidate);
        }

        return Task.FromResult(SfuOutcome.Done);
    }

    /// <summary>What was asked for, in order; at most one request at a time.</summary>
    public ConcurrentQueue<bool> Mutes { get; } = new();

    public async Task<SfuOutcome<SfuDone>> Mute(bool audio, CancellationToken cancellation)
    {
        Assert.Equal(1, Interlocked.Increment(ref _muting));
        Mutes.Enqueue(audio);
        await sfu.Pace;
        Interlocked.Decrement(ref _muting);
        if (sfu.Refusal is { } refusal)
        {
            return refusal;
        }

        IsMuted = audio;
        return SfuOutcome.Done;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}

/// <summary>A subscription of the fake's.</summary>
internal sealed class FakeSubscription(FakeSfu sfu, ISfuPublication to, SfuWish wish) : ISfuSubscription
{
    public ISfuPublication To => to;

    public string Offer => $"offer of {to.Publisher}";

    public SfuWish Wish { get; private set; } = wish;

    public string? Answered { get; private set; }

    public ConcurrentQueue<SfuCandidate> Candidates { get; } = new();

    public bool IsDisposed { get; private set; }

    public Task<SfuOutcome<SfuDone>> Answer(string answerSdp, CancellationToken cancellation)
    {
        if (sfu.Refusal is { } refusal)
        {
            return Task.FromResult<SfuOutcome<SfuDone>>(refusal);
        }

        Answered = answerSdp;
        return Task.FromResult(SfuOutcome.Done);
    }

    public Task<SfuOutcome<string>> Restart(CancellationToken cancellation) => Task.FromResult(SfuOutcome.Of($"offer again of {to.Publisher}"));

    public Task<SfuOutcome<SfuDone>> AddCandidates(IReadOnlyList<SfuCandidate> candidates, CancellationToken cancellation)
    {
        foreach (var candidate in candidates)
        {
            Candidates.Enqueue(candidate);
        }

        return Task.FromResult(SfuOutcome.Done);
    }

    public Task<SfuOutcome<SfuDone>> Select(SfuWish wish, CancellationToken cancellation)
    {
        Wish = wish;
        return Task.FromResult(SfuOutcome.Done);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
