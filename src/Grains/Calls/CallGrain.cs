using System.Collections.Immutable;
using FChat.Calls.Media;
using FChat.Core.Calls;
using FChat.Durable;
using FChat.Gateways;
using FChat.Presence;
using Orleans.Placement;
using Orleans.Runtime;

namespace FChat.Calls;

/// <summary>One call session: decides by <see cref="CallMachine"/>, saves, and then tells.</summary>
[CollectionAgeLimit(Minutes = 2)]
[PreferLocalPlacement] // beside the room that makes it
internal sealed partial class CallGrain : Grain, ICallGrain
{
    private readonly GroupCommit<CallState> _state;
    private readonly CallServices _services;
    private readonly RecentCommands _signals;
    private CallTeller? _teller;
    private CallProjection? _projection;
    private UserCourier? _courier;
    private CallMedia? _media;
    private Task<Outcome<CallView>>? _creation;

    public CallGrain([PersistentState("call")] IPersistentState<CallState> storage, CallServices services)
    {
        _services = services;
        _state = new GroupCommit<CallState>(storage, DeactivateOnIdle, CallStateJson.Default.CallState, services.Time, services.Log);
        _signals = new RecentCommands(services.Time);
    }

    // Decided, and perhaps not on disk yet.
    private bool IsWithdrawn => _state.Current is { WithdrawnAt: not null };

    private static Task<Refusal?> NoCall => Task.FromResult<Refusal?>(Refusal.CallNotFound);

    private CallId Id => new(GrainKeys.IdOf(this.GetPrimaryKeyString()));

    /// <summary>Takes the call over from the activation that had it: a new epoch, on disk before anybody hears of it, so that the other one can change nothing any more.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!_state.Exists || IsWithdrawn)
        {
            return;
        }

        var before = _state.Current;
        var awake = CallMachine.Decide(before, new Awake(), _services.Time.GetUtcNow(), _services.Rules);
        if (awake.IsDurable)
        {
            await Claim(awake.Next);
        }

        Open(awake.Next, startedFrom: null);
        Told(awake, before);
        Recovered();
        _teller!.TellAwake();
        _projection!.Bring(awake.Next).Ignore();
        ArmDeadline();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _state.Leave();
        _services.Local.Leave(Id, this);
        _projection?.Hurry();
        if (_courier is { } courier && _media is { } media)
        {
            await Task.WhenAll(courier.Idle(), media.Leave()).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task<Outcome<CallView>> Create(CreateCall request)
    {
        if (IsWithdrawn)
        {
            return Task.FromResult<Outcome<CallView>>(Refusal.CallNotFound);
        }

        return _teller is { } teller && _creation is null
            ? Task.FromResult<Outcome<CallView>>(teller.View())
            : _creation ??= CreateOnce(request);
    }

    public Task<Outcome<CallView>> Withdraw(RoomRoster room) =>
        _teller is { } teller ? Task.FromResult<Outcome<CallView>>(teller.View()) : _creation ?? WithdrawOnce(room);

    public Task<Outcome<JoinAnswer>> Join(JoinCall command) =>
        Answer(command, teller => new JoinAnswer(teller.View(), teller.StateFor(command.Actor))
        {
            Home = _services.Local.Silo,
            Connection = teller.ConnectionOf(command.Actor),
        });

    public async Task<Outcome<Done>> Execute(CallCommand command)
    {
        var refusal = await Apply(command);
        return refusal is null ? Done.Value : refusal;
    }

    public Task<Outcome<Done>> Signal(SendSignal signal) =>
        Task.FromResult<Outcome<Done>>(Relay(signal) is { } refusal ? refusal : Done.Value);

    public async Task<Outcome<Done>> SignalMedia(SendMediaSignal signal)
    {
        if (signal.Id is { } known && _signals.Knows(signal.Actor, known))
        {
            return Done.Value;
        }

        if (await (_media?.Signal(signal) ?? NoCall) is { } refusal)
        {
            return refusal;
        }

        if (signal.Id is { } done)
        {
            _signals.IsFirst(signal.Actor, done);
        }

        return Done.Value;
    }

    public async Task<Outcome<Done>> Subscribe(UpdateSubscriptions request) =>
        await (_media?.Subscribe(request) ?? NoCall) is { } refusal ? refusal : Done.Value;

    public async Task<Outcome<ResumeAnswer>> Resume(ResumeCall request)
    {
        if (_teller?.IsFromBeforeTakeover(request.Actor, request.Has) == true)
        {
            return _teller.IsInBy(request.Actor, request.Seat.Device) ? Refusal.NotAParticipant : Refusal.TakenOver;
        }

        var back = new TakeSeat(request.Actor, request.Seat) { IsPoll = request.IsPoll || request.Seat.IsHttp };
        return await Answer(back, teller => Replay(teller, request));
    }

    public Task<Outcome<ParticipantPage>> Participants(UserId viewer, int page, int pageSize) =>
        Task.FromResult(Read(viewer, teller => teller.Told.Page(page, pageSize)));

    public async Task DeviceConnected(UserId user, GatewayId gateway, ConnectionId connection)
    {
        _teller?.RingDevice(user, gateway, connection);
        await Apply(new DeviceRings(user));
    }

    public async Task<InterestAnswer> Renew(GatewayId gateway, CallInterest interest)
    {
        if (_teller is not { Told.IsOver: false } teller)
        {
            return new InterestAnswer([], 0, 0, IsOver: true);
        }

        await Apply(new SeatsSeen(gateway, [.. interest.Connections]));
        var seated = teller.Told.Seated.Select(p => p.Seat?.Connection).ToHashSet();
        return new InterestAnswer(
            [.. interest.Connections.Where(c => !seated.Contains(c))], teller.Told.Epoch, teller.Seq, teller.Told.IsOver);
    }

    public Task GatewayLost(GatewayId gateway) => Apply(new GatewayGone(gateway));

    public async Task RoomChanged(RoomRoster roster)
    {
        if (await Apply(new RosterChanged(RoomPeople.Of(roster))) is { Code: ErrorCode.Unavailable })
        {
            // Who was removed must not stay: the room brings the roster again.
            throw new InvalidOperationException("The call could not save the room's members.");
        }
    }

    public Task Poke() => Apply(new Tick());

    public Task FlushLedger() => (_projection?.Flush() ?? Task.CompletedTask).WaitAsync(_services.Options.LedgerPatience, _services.Time);

    private void Recovered()
    {
        if (!_teller!.Told.IsOver)
        {
            _services.Instruments.Recovered(_teller.Told);
        }
    }

    private async Task Claim(CallState awake)
    {
        try
        {
            await _state.Commit(awake);
        }
        catch
        {
            _state.Leave();
            throw;
        }
    }

    private Refusal? Relay(SendSignal signal)
    {
        var refusal = _teller is { } teller ? CallMachine.GateSignal(teller.Told, signal) : Refusal.CallNotFound;
        if (refusal is null && (signal.Id is not { } id || _signals.IsFirst(signal.Actor, id)))
        {
            _teller!.Signal(signal);
        }

        return refusal;
    }

    private ResumeAnswer Replay(CallTeller teller, ResumeCall request) =>
        (teller.Since(request.Actor, request.Has) is { } missed
            ? new ResumeAnswer(missed, null, teller.StateFor(request.Actor))
            : new ResumeAnswer([], teller.View(), teller.StateFor(request.Actor))) with
        {
            Home = _services.Local.Silo,
            Connection = teller.ConnectionOf(request.Actor),
        };

    private Outcome<T> Read<T>(UserId? viewer, Func<CallTeller, T> read)
    {
        if (_teller is not { } teller)
        {
            return Refusal.CallNotFound;
        }

        var refusal = viewer is { } user ? CallMachine.GateViewer(teller.Told, user) : null;
        return refusal is null ? read(teller) : refusal;
    }

    private void OnDelivered(UserId user, ImmutableArray<UserNotice> notices, int devices)
    {
        if (devices > 0 && notices.Any(n => n is RingStarted))
        {
            Apply(new DeviceRings(user)).Ignore();
        }
    }
}
