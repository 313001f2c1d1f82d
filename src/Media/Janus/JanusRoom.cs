using System.Threading.Channels;

namespace FChat.Media.Janus;

/// <summary>A room of this silo on a node. What is in it is known here; what the plugin says of others is not listened to.</summary>
internal sealed class JanusRoom : ISfuRoom
{
    // Some a second at most, for one reader who only looks at them: whoever is so far behind does not read at all.
    private const int MostUnread = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<JanusPeer> _peers = [];
    private readonly Channel<SfuEvent> _events =
        Channel.CreateBounded<SfuEvent>(new BoundedChannelOptions(MostUnread) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly JanusNode _node;
    private readonly JanusLink _link;
    private readonly SfuRoomRequest _request;
    private readonly MediaNode _configured;
    private Load _inside = Load.None;
    private bool _isOver;
    private bool _isLargerThanNode;

    public JanusRoom(JanusNode node, JanusLink link, SfuRoomRequest request, MediaNode configured) =>
        (_node, _link, _request, _configured, Number) = (node, link, request, configured, RoomNumber.Of(request));

    /// <inheritdoc/>
    public string Node => _node.Name;

    /// <inheritdoc/>
    public ChannelReader<SfuEvent> Events => _events.Reader;

    /// <summary>Its number on the node.</summary>
    public long Number { get; }

    /// <summary>What it carries.</summary>
    public Load Load => Estimate.Room(Volatile.Read(ref _inside), Context.Options);

    internal JanusContext Context => _link.Context;

    internal JanusSession Session => _link.Session;

    /// <summary>Whether it is gone, or disposed.</summary>
    internal bool IsOver => Volatile.Read(ref _isOver) || !_link.IsUp;

    /// <summary>Makes it on the node.</summary>
    /// <returns>Null when it is there; otherwise why not.</returns>
    public async Task<SfuRefusal?> Make(CancellationToken cancellation)
    {
        _node.Add(this); // before it is made: those who open one meanwhile count it
        SfuRefusal? refusal = JanusPeer.RoomGone;
        try
        {
            refusal = await Create(cancellation);
            return refusal;
        }
        catch (OperationCanceledException)
        {
            _ = _link.Ask(VideoRoom.Destroy(Number), CancellationToken.None);
            throw;
        }
        finally
        {
            if (refusal is null)
            {
                _ = FollowSession();
            }
            else
            {
                _node.Remove(this);
            }
        }
    }

    /// <inheritdoc/>
    public Task<SfuOutcome<ISfuPublication>> Publish(string publisher, string offerSdp, CancellationToken cancellation)
    {
        if (_node.Look().IsFull)
        {
            return Task.FromResult<SfuOutcome<ISfuPublication>>(new SfuRefusal(SfuFault.Full, $"media server {Node} has all the publishers that it may have"));
        }

        if (!SdpText.IsDescription(offerSdp))
        {
            return Task.FromResult<SfuOutcome<ISfuPublication>>(SdpText.Refusal);
        }

        var publication = new JanusPublication(this, publisher);
        return Handing.Over<ISfuPublication>(publication, () => publication.Begin(offerSdp, cancellation));
    }

    /// <inheritdoc/>
    public Task<SfuOutcome<ISfuSubscription>> Subscribe(ISfuPublication to, SfuWish wish, CancellationToken cancellation)
    {
        if (to is not JanusPublication { IsUp: true } publication || publication.Room != this)
        {
            var refusal = IsOver ? JanusPeer.RoomGone : new SfuRefusal(SfuFault.NoSuchFeed, "the publication is not up, over, or of another room");
            return Task.FromResult<SfuOutcome<ISfuSubscription>>(refusal);
        }

        var subscription = new JanusSubscription(this, publication);
        return Handing.Over<ISfuSubscription>(subscription, () => subscription.Begin(wish, cancellation));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (End() is { } peers)
        {
            _events.Writer.TryComplete();
            await TakeAway(peers);
        }
    }

    /// <summary>Makes the room once more, after the node said that it has none. So it is when somebody took it away while it was empty.</summary>
    internal async Task<SfuRefusal?> Create(CancellationToken cancellation)
    {
        var request = VideoRoom.Create(Number, $"{_request.Call}/{_request.Generation}", Context.Options, _configured.AdminKey);
        var answer = await _link.Ask(request, cancellation);
        return answer.ErrorCode == JanusErrors.RoomExists ? null : answer.Refusal;
    }

    /// <summary>Asks the plugin what is about the room and no peer connection.</summary>
    internal Task<JanusMessage> Ask(System.Text.Json.Nodes.JsonObject request, CancellationToken cancellation) => _link.Ask(request, cancellation);

    /// <summary>Counts a peer connection, from now on or anew.</summary>
    internal void Count(JanusPeer peer, Load before, Load after)
    {
        lock (_lock)
        {
            _peers.Add(peer);
            _inside = _inside - before + after;
        }

        _node.TellIfFull();
        TellIfTooLarge();
    }

    /// <summary>A peer connection is over; with a publication its subscriptions are.</summary>
    internal void Leave(JanusPeer peer, Load load)
    {
        List<JanusPeer> with;
        lock (_lock)
        {
            if (!_peers.Remove(peer))
            {
                return;
            }

            _inside -= load;
            with = [.. _peers.Where(other => other.DependsOn(peer))];
        }

        _node.TellIfFull();
        with.ForEach(other => other.End("what it received is over"));
    }

    /// <summary>Tells the reader.</summary>
    internal void Tell(SfuEvent told)
    {
        if (!_events.Writer.TryWrite(told) && !IsOver)
        {
            _ = Task.Run(() => Lose(new Loss(LossKind.Unread, "its events were not read"))); // who tells may hold a lock
        }
    }

    /// <summary>A peer connection was ended by the node before its media came up.</summary>
    internal void TellNeverUp(string kind, string reason)
    {
        JanusLog.NeverUp(Context.Log, _request.Call, Node, kind, reason);
        Context.Instruments.NeverUp(kind);
    }

    /// <summary>Everything in it is gone.</summary>
    internal void Lose(Loss loss)
    {
        if (End() is not { } peers)
        {
            return;
        }

        if (loss.Kind != LossKind.Stopped)
        {
            JanusLog.RoomLost(Context.Log, _request.Call, Node, loss.Reason);
            Context.Instruments.Lost(loss.Kind);
        }

        peers.ForEach(peer => peer.End(null));
        _events.Writer.TryWrite(new RoomLost(loss.Reason));
        _events.Writer.TryComplete();
    }

    // One after another, receivers first, and the room when nobody is in it: Janus 1.1.2 has crashed of a room that was destroyed while its handles were detached.
    private async Task TakeAway(List<JanusPeer> peers)
    {
        foreach (var peer in peers.OrderBy(peer => peer is JanusPublication))
        {
            await peer.DisposeAsync();
        }

        if (_link.IsUp)
        {
            await _link.Ask(VideoRoom.Destroy(Number), CancellationToken.None);
        }
    }

    private async Task FollowSession() => Lose(await _link.Session.Lost);

    private List<JanusPeer>? End()
    {
        List<JanusPeer> peers;
        lock (_lock)
        {
            if (_isOver)
            {
                return null;
            }

            _isOver = true;
            peers = [.. _peers];
        }

        _node.Remove(this);
        return peers;
    }

    private void TellIfTooLarge()
    {
        var weight = Context.Settings.WeightOf(_configured);
        var megabits = Volatile.Read(ref _inside).Bits / 1_000_000;
        if (megabits > weight && !Interlocked.Exchange(ref _isLargerThanNode, true))
        {
            JanusLog.PlacedWhole(Context.Log, _request.Call, megabits, Node, weight);
            Context.Instruments.PlacedWhole();
        }
    }
}
