namespace FChat.Scenes;

/// <summary>A room with somebody who reads its events, and peer connections that get their candidates.</summary>
public sealed class RoomScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly List<SfuEvent> _heard = [];
    private readonly Dictionary<object, BrowserPeer> _peers = [];
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoomScene(ISfuRoom room)
    {
        Room = room;
        _reading = Read();
    }

    public ISfuRoom Room { get; }

    private List<SfuEvent> Heard
    {
        get
        {
            lock (_lock)
            {
                return [.. _heard];
            }
        }
    }

    /// <summary>Publishes from a page, and waits until it is up.</summary>
    public async Task<ISfuPublication> Publish(BrowserPeer peer, Sending what, string publisher = "ann")
    {
        var publication = Expected.Of(await Room.Publish(publisher, await peer.Offer(what), CancellationToken.None));
        await peer.Accept(publication.Answer);
        await Connect(publication, peer);
        await Expect<PublicationUp>(up => up.Publication == publication);
        return publication;
    }

    /// <summary>Subscribes in a page, and waits until it is up.</summary>
    public async Task<ISfuSubscription> Subscribe(BrowserPeer peer, ISfuPublication to, SfuWish wish)
    {
        var subscription = Expected.Of(await Room.Subscribe(to, wish, CancellationToken.None));
        var answer = await peer.AnswerTo(subscription.Offer);
        await Connect(subscription, peer);
        Expected.Of(await subscription.Answer(answer, CancellationToken.None));
        await Expect<SubscriptionUp>(up => up.Subscription == subscription);
        return subscription;
    }

    /// <summary>Gives a page the candidates of the node, those that came already and those to come.</summary>
    public async Task Connect(object of, BrowserPeer peer)
    {
        List<SfuEvent> before;
        lock (_lock)
        {
            _peers[of] = peer;
            before = [.. _heard];
        }

        foreach (var (_, candidate) in before.Select(CandidateOf).Where(found => found.Of == of))
        {
            await peer.Take(candidate!);
        }
    }

    /// <summary>The first event of a kind that is so, heard already or still to come.</summary>
    public async Task<T> Expect<T>(Func<T, bool>? isSo = null, TimeSpan? within = null)
        where T : SfuEvent
    {
        T? found = null;
        await Until(() => (found = Heard.OfType<T>().FirstOrDefault(heard => isSo?.Invoke(heard) ?? true)) is not null, within, typeof(T).Name);
        return found!;
    }

    /// <summary>Waits until something is so, looked at with every event.</summary>
    public async Task Until(Func<bool> isSo, TimeSpan? within = null, string what = "it")
    {
        using var patience = new CancellationTokenSource(within ?? Patience, TimeProvider.System);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                more = _more.Task;
            }

            if (isSo())
            {
                return;
            }

            await more.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.False(patience.IsCancellationRequested, $"no {what} among {string.Join("; ", Heard)}");
        }
    }

    /// <summary>How many such events were heard so far.</summary>
    public int Count<T>(Func<T, bool>? isSo = null)
        where T : SfuEvent => Heard.OfType<T>().Count(heard => isSo?.Invoke(heard) ?? true);

    /// <summary>Waits until there will be no more events.</summary>
    public Task Completed => _reading;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Room.DisposeAsync();
        await _reading;
    }

    private async Task Read()
    {
        await foreach (var heard in Room.Events.ReadAllAsync())
        {
            BrowserPeer? peer = null;
            var (of, candidate) = CandidateOf(heard);
            TaskCompletionSource more;
            lock (_lock)
            {
                _heard.Add(heard);
                if (of is not null)
                {
                    _peers.TryGetValue(of, out peer);
                }

                (more, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            more.SetResult();
            if (peer is not null)
            {
                await peer.Take(candidate!);
            }
        }
    }

    private static (object? Of, SfuCandidate? Candidate) CandidateOf(SfuEvent heard) => heard switch
    {
        PublicationCandidate found => (found.Publication, found.Candidate),
        SubscriptionCandidate found => (found.Subscription, found.Candidate),
        _ => (null, null),
    };
}
