using FChat.Core.Rooms;
using FChat.Durable;
using Orleans.Runtime;

namespace FChat.Rooms;

/// <summary>One room: decides by <see cref="RoomRules"/>, saves, and then tells.</summary>
[CollectionAgeLimit(Minutes = 5)]
internal sealed partial class RoomGrain : Grain, IRoomGrain
{
    private readonly RoomServices _services;
    private readonly GroupCommit<RoomState> _state;
    private readonly RoomProjection _projection;
    private readonly RoomAnnouncer _announcer;
    private readonly RosterPush _roster;

    public RoomGrain([PersistentState("room")] IPersistentState<RoomState> storage, RoomServices services)
    {
        _services = services;
        _state = new GroupCommit<RoomState>(storage, DeactivateOnIdle, RoomStateJson.Default.RoomState, services.Time, services.Log);
        _projection = new RoomProjection(services, _state);
        _announcer = new RoomAnnouncer(services);
        _roster = new RosterPush(services, _state);
    }

    private RoomId Id => new(GrainKeys.IdOf(this.GetPrimaryKeyString()));

    /// <summary>Does again what an activation before this one may not have finished.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _projection.Bring();
        _roster.Signal();
        _services.Instruments.Rooms(1);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _state.Leave();
        _services.Instruments.Rooms(-1);
        return _announcer.Idle.WaitAsync(cancellationToken).SuppressThrowing();
    }

    public Task<Outcome<RoomView>> Create(CreateRoom request)
    {
        Meet(request.Creator);
        return ChangeMembers(_services.Rules.Create(_state.Current, Id, request, Now));
    }

    public async Task<Outcome<RoomView>> View(Caller caller)
    {
        Meet(caller);
        if (_state.Current.RefusalFor(caller.User) is { } refusal)
        {
            return refusal;
        }

        await CheckPointer();
        return await _state.Written().Answering<RoomView>(_state.Current.View(caller.User));
    }

    public Task<Outcome<RoomView>> AddMember(Caller caller, UserId user, CommandId? command)
    {
        Meet(caller);
        return ChangeMembers(_services.Rules.AddMember(_state.Current, By(caller, command), user));
    }

    public Task<Outcome<RoomView>> RemoveMember(Caller caller, UserId user, CommandId? command)
    {
        Meet(caller);
        return ChangeMembers(_services.Rules.RemoveMember(_state.Current, By(caller, command), user));
    }

    public Task<Outcome<MessageReceipt>> SendMessage(Caller caller, SendMessage message)
    {
        Meet(caller);
        var id = Ulid.NewUlid(Now).ToString();
        return Save(_services.Rules.Post(_state.Current, By(caller, message.Command), message, id));
    }

    public Task<Outcome<Done>> MarkRead(Caller caller, long seq, CommandId? command)
    {
        Meet(caller);
        return Save(RoomRules.MarkRead(_state.Current, By(caller, command), seq));
    }

    public Task CallOver(CallId call) => Save(RoomRules.Release(_state.Current, call, wasMade: true));

    public async Task<Outcome<RoomReading>> Reading(Caller caller)
    {
        if (_state.Current.RefusalFor(caller.User) is { } refusal)
        {
            return refusal;
        }

        // What is decided but not on disk is not told; what SQL has already is told twice, and its numbers say so.
        var (durable, current) = (_state.Durable, _state.Current);
        return await _state.Written().Answering<RoomReading>(new RoomReading(current.People(), current.LastCall, [.. durable.Unwritten]));
    }

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    private ActBy By(Caller caller, CommandId? command) => new(caller, command, Now);

    /// <summary>Takes the display name of whoever shows it; nobody waits for that write.</summary>
    private void Meet(Caller caller)
    {
        var known = RoomRules.Learn(_state.Current, caller);
        if (!ReferenceEquals(known, _state.Current))
        {
            _state.Commit(known, _projection.Bring).Ignore();
        }
    }

    /// <summary>Saves a change of members; it is answered when lists show it, too, unless the database is late.</summary>
    private async Task<Outcome<RoomView>> ChangeMembers(RoomDecision<RoomView> decision)
    {
        var answer = await Save(decision);
        if (answer.IsDone)
        {
            await _projection.Reached();
        }

        return answer;
    }

    /// <summary>Saves what was decided, then tells it. A refusal or a repetition waits for what it rests on.</summary>
    private Task<Outcome<T>> Save<T>(RoomDecision<T> decision) =>
        ReferenceEquals(decision.Next, _state.Current)
            ? _state.Written().Answering(decision.Answer)
            : _state.Commit(decision.Next, () => Tell(decision)).Answering(decision.Answer);

    private void Tell<T>(RoomDecision<T> decision)
    {
        _announcer.Announce(decision.News);
        _services.Instruments.Messages(decision.News.Count(news => news.Content is MessageCreated));
        _projection.Bring();
        _roster.Signal();
    }
}
