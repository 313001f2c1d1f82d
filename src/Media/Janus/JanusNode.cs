using System.Collections.Concurrent;

namespace FChat.Media.Janus;

/// <summary>One media server: stays connected to it, or tries to, and knows what it carries.</summary>
internal sealed class JanusNode(MediaNode node, JanusContext context, Action changed)
{
    private readonly ConcurrentDictionary<JanusRoom, bool> _rooms = new();
    private readonly OrphanRooms _orphans = new();
    private readonly Lock _fullness = new();
    private JanusLink? _link;
    private Load _foreign = Load.None;
    private string? _trouble;
    private bool _wasFull;

    public string Name => node.Name;

    /// <summary>Whether it is connected and answers.</summary>
    public bool IsUp => Volatile.Read(ref _link) is { IsUp: true };

    /// <summary>What this silo has there.</summary>
    public Load Own => _rooms.Keys.Aggregate(Load.None, (sum, room) => sum + room.Load);

    /// <summary>What all silos have there, estimated, relative to its weight.</summary>
    public double RelativeLoad => Relative(Own + _foreign);

    /// <summary>The node as the choice sees it, by the configuration as it is now.</summary>
    public NodeLook Look()
    {
        var own = Own;
        var rates = context.Options;
        var withOneMore = Relative(own + _foreign + Estimate.Room(Load.None, rates));
        return new NodeLook(Name, IsUp, context.Settings.IsDrained(node), withOneMore, IsFull);
    }

    /// <summary>Makes a room.</summary>
    public async Task<SfuOutcome<ISfuRoom>> Open(SfuRoomRequest request, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _link) is not { IsUp: true } link)
        {
            return new SfuRefusal(SfuFault.Unavailable, $"media server {Name} is away");
        }

        var room = new JanusRoom(this, link, request, node);
        if (await room.Make(cancellation) is { } refusal)
        {
            JanusLog.RoomRefused(context.Log, request.Call, request.Generation, Name, refusal.Message);
            return refusal;
        }

        JanusLog.RoomPlaced(context.Log, request.Call, request.Generation, room.Number, Name);
        context.Instruments.Placed();
        return SfuOutcome.Of<ISfuRoom>(room);
    }

    /// <summary>Counts a room as long as it is there.</summary>
    public void Add(JanusRoom room) => _rooms[room] = true;

    /// <summary>Counts it no longer.</summary>
    public void Remove(JanusRoom room)
    {
        _rooms.TryRemove(room, out _);
        TellIfFull();
    }

    /// <summary>Tells those who wait when it became full, or is no longer.</summary>
    public void TellIfFull()
    {
        bool wasFull, isFull;
        lock (_fullness)
        {
            (wasFull, isFull) = (_wasFull, IsFull);
            _wasFull = isFull;
        }

        if (wasFull != isFull)
        {
            changed();
        }
    }

    /// <summary>Connects again and again until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            failures = await ServeOnce(stop) ? 0 : failures + 1;
            await Pause(Math.Max(failures, 1), stop);
        }
    }

    // Whatever happens, it is tried again.
    private async Task<bool> ServeOnce(CancellationToken stop)
    {
        try
        {
            if (await Connect(stop) is not { } link)
            {
                return false;
            }

            await Serve(link, stop);
            return true;
        }
        catch (Exception failure)
        {
            JanusLog.NodeFailed(context.Log, Name, failure);
            Volatile.Write(ref _link, null);
            changed();
            return false;
        }
    }

    private bool IsFull => Own.Publications >= context.Options.MaxPublishers;

    private double Relative(Load load) => load.Bits / (context.Settings.WeightOf(node) * 1e6);

    private async Task<JanusLink?> Connect(CancellationToken stop)
    {
        try
        {
            var (link, answer) = await JanusLink.Begin(node, context, stop);
            Tell(answer);
            return link;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task Serve(JanusLink link, CancellationToken stop)
    {
        await using (link)
        {
            Volatile.Write(ref _link, link);
            JanusLog.NodeUp(context.Log, Name);
            changed();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var looking = LookAround(link, over.Token);
            await Task.WhenAny(link.Session.Lost, Stopped(stop));
            await over.CancelAsync();
            await looking;
        }

        Volatile.Write(ref _link, null);
        var loss = await link.Session.Lost;
        var rooms = _rooms.Count;
        if (loss.Kind != LossKind.Stopped)
        {
            JanusLog.NodeLost(context.Log, Name, rooms, loss.Reason);
        }

        changed();
    }

    // What others have there, and what nobody has.
    private async Task LookAround(JanusLink link, CancellationToken over)
    {
        try
        {
            do
            {
                var answer = await link.Ask(VideoRoom.List(), over);
                if (answer.ErrorCode == 0)
                {
                    await Look(link, [.. answer.Many("list").Select(RoomList.Read)], over);
                }

                await Task.Delay(context.Options.LookEvery, context.Time, over);
            }
            while (!over.IsCancellationRequested);
        }
        catch (OperationCanceledException)
        {
            _foreign = Load.None;
        }
        catch (Exception failure)
        {
            await link.Session.Fail(failure);
        }
    }

    private async Task Look(JanusLink link, IReadOnlyList<ListedRoom> rooms, CancellationToken over)
    {
        var own = _rooms.Keys.Select(room => room.Number).ToHashSet();
        var rates = context.Options;
        _foreign = rooms.Where(room => !own.Contains(room.Number)).Aggregate(Load.None, (sum, room) => sum + Estimate.Foreign(room.Publishers, rates));
        foreach (var orphan in _orphans.Look(rooms, own.Contains, context.Time.GetUtcNow(), rates.OrphanAfter))
        {
            if ((await link.Ask(VideoRoom.Destroy(orphan), over)).ErrorCode == 0)
            {
                JanusLog.OrphanSwept(context.Log, orphan, Name);
                context.Instruments.Swept();
            }
        }
    }

    private async Task Pause(int failures, CancellationToken stop)
    {
        var pause = Backoff.Pause(failures, context.Options.FirstPause, context.Options.LongestPause, Random.Shared.NextDouble());
        await Task.Delay(pause, context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Each trouble is told once, not with every try.
    private void Tell(JanusMessage answer)
    {
        var trouble = answer.ErrorCode == 0 ? null : answer.Text;
        if (trouble is not null && trouble != _trouble)
        {
            if (JanusErrors.IsUnauthorized(answer.ErrorCode))
            {
                JanusLog.NodeRefuses(context.Log, Name, answer.ErrorCode == JanusErrors.Unauthorized ? nameof(MediaNode.ApiSecret) : nameof(MediaNode.AdminKey), trouble);
            }
            else
            {
                JanusLog.NodeAway(context.Log, Name, trouble);
            }
        }

        _trouble = trouble;
    }

    private static async Task Stopped(CancellationToken stop) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
