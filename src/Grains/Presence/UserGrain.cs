using System.Collections.Immutable;
using FChat.Core.Presence;
using FChat.Durable;
using FChat.Gateways;
using Orleans.Runtime;

namespace FChat.Presence;

/// <summary>One user: devices and rings in memory, the chosen status on disk. Everything but status changes and the last device's going is without a write.</summary>
[CollectionAgeLimit(Minutes = 10)]
internal sealed partial class UserGrain : Grain, IUserGrain
{
    private readonly PresenceServices _services;
    private readonly GroupCommit<UserState> _state;
    private readonly UserDevices _devices;
    private readonly WaitingRings _rings;
    private readonly HashSet<CallId> _calls = [];
    private readonly TakenNotices _taken = new();
    private readonly PresencePush _push;
    private readonly ActivityProjection _row;
    private DateTimeOffset _lastActivity;

    public UserGrain([PersistentState("user")] IPersistentState<UserState> storage, PresenceServices services)
    {
        _services = services;
        _state = new GroupCommit<UserState>(storage, DeactivateOnIdle, UserStateJson.Default.UserState, services.Time, services.Log);
        _devices = new UserDevices(Id, services.Links);
        _rings = new WaitingRings(Id, services);
        _push = new PresencePush(services, Entry);
        _row = new ActivityProjection(services, Id, () => (Shown, Activity));
        _lastActivity = services.Now;
    }

    private UserId Id => new(GrainKeys.IdOf(this.GetPrimaryKeyString()));

    private UserActivity Activity => new(_devices.Count > 0, _calls.Count > 0, _lastActivity);

    /// <summary>What is on disk, but for the display name, which is nobody's promise.</summary>
    private UserState Shown => _state.Durable with { FullName = _state.Current.FullName };

    /// <summary>Waits for what the online list is being told: it must not come after what the next activation tells it.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _state.Leave();
        return _push.Reached().WaitAsync(cancellationToken).SuppressThrowing();
    }

    public async Task<ImmutableArray<CallId>> Connect(Device device, string? fullName, ImmutableArray<CallId> calls)
    {
        Meet(fullName);
        if (!_devices.Add(device))
        {
            _push.Signal();
            return [];
        }

        // Of a device that was known, the calls have said themselves that they were entered, or left since.
        _calls.UnionWith(calls);
        _lastActivity = _services.Now;
        _push.Signal();
        if (_devices.Count == 1)
        {
            _row.Signal();
        }

        await _push.Reached();
        return await _rings.Now();
    }

    public Task Disconnect(Device device) => Gone(_devices.Remove(device));

    public async Task<Outcome<Done>> SetStatus(UserStatus status, string? fullName, CommandId? command)
    {
        Meet(fullName);
        var chosen = UserRules.Choose(_state.Current, status, command, _services.Now);
        if (!chosen.IsDone)
        {
            return chosen.Refused<Done>();
        }

        var written = ReferenceEquals(chosen.Value, _state.Current) ? _state.Written() : _state.Commit(chosen.Value, Show);
        return await written.Answering<Done>(Done.Value);
    }

    public Task<Outcome<Done>> Heartbeat(bool active)
    {
        if (active)
        {
            _lastActivity = _services.Now;
        }

        return Task.FromResult<Outcome<Done>>(Done.Value);
    }

    public Task<ImmutableArray<CallId>> SeenByHttp()
    {
        _lastActivity = _services.Now;
        return Task.FromResult<ImmutableArray<CallId>>([.. _calls]);
    }

    public Task<Device?> NewestDevice() => Task.FromResult(_devices.Newest);

    public Task GatewayLost(GatewayId gateway) => Gone(_devices.RemoveAll(gateway));

    public async Task<bool> Sweep()
    {
        var lost = false;
        foreach (var gateway in _devices.Gateways)
        {
            if (await _services.Grains.Gateway(gateway).Observer() is null)
            {
                lost |= _devices.RemoveAll(gateway);
            }
        }

        await Gone(lost);
        return _devices.Count == 0;
    }

    /// <summary>A display name is kept with the next write; it is not worth one of its own.</summary>
    private void Meet(string? fullName)
    {
        if (fullName is not null && fullName != _state.Current.FullName)
        {
            _state.Amend(_state.Current with { FullName = fullName });
        }
    }

    /// <summary>Devices are gone. With the last one the user is, and when is saved; an online list that thought otherwise is put right even if nothing was known here.</summary>
    private async Task Gone(bool known)
    {
        _push.Signal();
        if (known && _devices.Count == 0)
        {
            // If it cannot be saved, they are gone all the same.
            await _state.Commit(_state.Current with { LastSeen = _services.Now }, Show).SuppressThrowing();
        }
    }

    private void Show()
    {
        _push.Signal();
        _row.Signal();
    }

    private OnlineEntry Entry() => new(UserRules.Seen(Id, Shown, Activity), _devices.Gateways);
}
