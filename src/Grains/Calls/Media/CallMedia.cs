using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using FChat.Core.Calls;
using FChat.Durable;
using FChat.Media;
using Microsoft.Extensions.Logging;

namespace FChat.Calls.Media;

/// <summary>
/// A call's part at the media server: the room, who publishes what, and who receives it. Nothing of it is stored: when the media server or this silo is lost,
/// a new generation begins, and the devices publish and subscribe anew. Lives in one grain and on its scheduler.
/// </summary>
/// <remarks>
/// <code>
///  mesh --topology is sfu--> placing --room--> open --room lost--> placing (next generation)
///            any of them --topology is mesh, or the call is over--> closed
/// </code>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source of cancellation has no timer and no wait handle: once cancelled, nothing of it is left to dispose.")]
internal sealed partial class CallMedia
{
    // Room for a million generations in one epoch, and far from what a JSON number can not hold.
    private const int GenerationBits = 20;
    private static readonly TimeSpan PlacingPause = TimeSpan.FromSeconds(1);

    private readonly MediaPort _port;
    private readonly MediaServices _services;
    private readonly Dictionary<UserId, MediaSeat> _seats = [];
    private readonly EarlyCandidates _early = new();
    private readonly Speakers _speakers;
    private readonly Pump _placing;
    private readonly Pump _deciding;
    private readonly Queue<ServiceCommand> _happened = new();
    private readonly CancellationTokenSource _life = new();
    private ISfuRoom? _room;
    private long _generation;
    private long _lastFeed;
    private long _lastSession;

    public CallMedia(MediaPort port, MediaServices services, Action<TimeSpan> speakersLater)
    {
        (_port, _services) = (port, services);
        _speakers = new Speakers(services.Options.LoudestHeard, services.Time, speakersLater);
        _placing = new Pump(Place);
        _deciding = new Pump(Decide);
        _generation = (port.Call().Epoch << GenerationBits) + 1;
        (_lastFeed, _lastSession) = (_generation, _generation);
    }

    private bool IsWanted => !_life.IsCancellationRequested && _port.Call() is { Topology: Topology.Sfu, IsOver: false };

    /// <summary>Does what follows from what has happened in the call.</summary>
    public void Follow(ImmutableArray<CallFact> facts)
    {
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case SomebodyLeft left: Drop(left.User); break;
                case SeatTakenOver taken: Drop(taken.User); break;
                case SomebodyChanged { Change: { MediaRole: MediaRole.Listener } change }: Unpublish(change.User); break;
                case SomebodyChanged { Change: { Muted: not null } change }: _seats.GetValueOrDefault(change.User)?.Muting.Signal(); break;
                case DeviceBeganAgain again: Drop(again.User); break;
            }
        }

        if (!IsWanted)
        {
            CloseRoom();
        }
        else if (_room is null)
        {
            _placing.Signal();
        }
    }

    /// <summary>Tells who talks, when that was held back.</summary>
    public void FlushSpeakers()
    {
        if (IsWanted && _room is not null)
        {
            TellSpeakers();
        }
    }

    /// <summary>The call leaves this process. Never throws.</summary>
    public async Task Leave()
    {
        await _life.CancelAsync();
        CloseRoom();
        await _services.Released;
    }

    /// <summary>Finds the call a place, and tries until there is one or none is wanted.</summary>
    private async Task Place()
    {
        while (IsWanted && _room is null)
        {
            using var change = new SfuChange(_services.Sfu);
            var outcome = await Open();
            if (outcome?.Value is { } room)
            {
                Enter(room);
                return;
            }

            Tell(isAvailable: false);
            await change.Wait(PlacingPause, _services.Time, _life.Token);
        }
    }

    private async Task<SfuOutcome<ISfuRoom>?> Open()
    {
        try
        {
            return await _services.Sfu.Open(new SfuRoomRequest(_port.Id.Value, _generation), _life.Token);
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Enter(ISfuRoom room)
    {
        if (!IsWanted)
        {
            _services.Release(room);
            return;
        }

        _room = room;
        var node = room.Node;
        LogPlaced(_services.Log, _port.Id.Value, node, _generation);
        using (ExecutionContext.SuppressFlow())
        {
            Task.Factory.StartNew(() => Listen(room), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap().Ignore();
        }

        Tell(isAvailable: true);
    }

    private async Task Listen(ISfuRoom room)
    {
        var reason = "its events have ended";
        try
        {
            await foreach (var happened in room.Events.ReadAllAsync())
            {
                if (room != _room)
                {
                    return;
                }

                Take(happened);
            }
        }
        catch (Exception defect)
        {
            // Of a room that is not listened to, nobody knows what is in it: begin again.
            reason = "a defect of this service";
            LogDefect(_services.Log, defect, _port.Id.Value);
        }

        Lose(room, reason);
    }

    private void Lose(ISfuRoom room, string reason)
    {
        if (room != _room)
        {
            return;
        }

        var node = room.Node;
        LogLost(_services.Log, _port.Id.Value, node, reason);
        ForgetRoom();
        Tell(isAvailable: false);
        if (IsWanted)
        {
            _placing.Signal();
        }
    }

    private void CloseRoom()
    {
        if (_room is not null)
        {
            ForgetRoom();
        }
    }

    /// <summary>What was published and subscribed goes with its room, which is released; the next room is another generation.</summary>
    private void ForgetRoom()
    {
        _services.Release(_room!);
        (_room, _generation) = (null, _generation + 1);
        _seats.Clear();
        _early.Clear();
        _speakers.Clear();
    }

    private void Tell(bool isAvailable) => Happened(new SfuChanged(new SfuView(_generation, isAvailable)));

    /// <summary>Has the call decide about it, in turn, and never in the midst of telling another decision.</summary>
    private void Happened(ServiceCommand command)
    {
        _happened.Enqueue(command);
        _deciding.Signal();
    }

    private async Task Decide()
    {
        while (_happened.TryDequeue(out var command))
        {
            await _port.Apply(command);
        }
    }

    private MediaSeat SeatOf(UserId user)
    {
        if (!_seats.TryGetValue(user, out var seat))
        {
            _seats[user] = seat = new MediaSeat(user, Bring, Mute);
        }

        return seat;
    }

    private bool IsCurrent(ISfuRoom room, MediaSeat seat) => room == _room && _seats.GetValueOrDefault(seat.User) == seat;

    [LoggerMessage(LogLevel.Information, "The media of call {Call} goes through the node {Node}, generation {Generation}")]
    private static partial void LogPlaced(ILogger log, string call, string node, long generation);

    [LoggerMessage(LogLevel.Error, "What a media server told of call {Call} could not be taken")]
    private static partial void LogDefect(ILogger log, Exception defect, string call);

    [LoggerMessage(LogLevel.Warning, "The media of call {Call} has lost the node {Node}: {Reason}")]
    private static partial void LogLost(ILogger log, string call, string node, string reason);
}
