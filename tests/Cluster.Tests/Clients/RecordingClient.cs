using System.Collections.Concurrent;
using System.Text.Json;

namespace FChat.Cluster.Tests.Clients;

/// <summary>
/// A user on one device who keeps to the protocol and writes everything down. A write whose outcome is unknown is repeated under the same command id
/// until it is known.
/// </summary>
internal sealed class RecordingClient : IHubLineOwner, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CallLine> _calls = new();
    private readonly ConcurrentDictionary<OpenAct, TimeSpan> _pending = new();
    private readonly HubLine _hub;
    private readonly Records _records;
    private long _presenceEvents;
    private long _lastGood;

    /// <summary>A client that is not connected yet; its first gateway is number <paramref name="first"/> of the list.</summary>
    public RecordingClient(string user, IReadOnlyList<Uri> gateways, int first, Records records, string? token = null)
    {
        (User, _records) = (user, records);
        Gateways = gateways;
        _hub = new HubLine(gateways, first, token ?? Tokens.For(user), this);
    }

    /// <summary>Who.</summary>
    public string User { get; }

    /// <summary>Where it may connect to.</summary>
    public IReadOnlyList<Uri> Gateways { get; }

    /// <summary>The connection, if it is up.</summary>
    public HubConnection? Connection => _hub.Current;

    /// <summary>Told of every event as it comes, by name and content; on the receiving thread.</summary>
    public Action<string, JsonElement>? Overhears { get; set; }

    /// <summary>Whether it says nothing any more.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>How many <c>presence_changed</c> have come.</summary>
    public long PresenceEvents => Interlocked.Read(ref _presenceEvents);

    /// <summary>When the newest write that was acknowledged had begun.</summary>
    public TimeSpan LastGood => new(Interlocked.Read(ref _lastGood));

    /// <summary>How long the oldest write has been waiting for its outcome.</summary>
    public TimeSpan Waiting => _pending.Values.Aggregate(TimeSpan.Zero, (most, begun) => Clock.Now - begun > most ? Clock.Now - begun : most);

    /// <summary>Begins to connect.</summary>
    public void Start() => _hub.Start();

    /// <summary>Waits until it is connected.</summary>
    public Task Connected(CancellationToken stop) => _hub.Connected(stop);

    /// <summary>A call on this device.</summary>
    public CallLine LineOf(string call) => _calls.GetOrAdd(call, (id, self) => new CallLine(id, self.User, self._hub, self._records), this);

    /// <summary>Forgets a call that is over.</summary>
    public void Forget(string call) => _calls.TryRemove(call, out _);

    /// <summary>Leaves a call.</summary>
    public Task<Act> Leave(string call, CancellationToken stop)
    {
        var act = _records.Begin(User, "leave_call", new Aim(call));
        LineOf(call).Leave();
        return Do(act, "leave_call", new() { ["call_session_id"] = call }, null, stop);
    }

    /// <summary>Signals to somebody in a call; does not wait for the answer to go to the wire.</summary>
    public Task<Act> Signal(string call, string target, string tag, CancellationToken stop) => Do(
        "send_webrtc_signal",
        new Aim(call, Target: target, Tag: tag),
        new() { ["call_session_id"] = call, ["signal_type"] = "ice_candidate", ["target_user"] = target, ["signal_data"] = new { tag } },
        stop);

    /// <summary>Does a write until its outcome is known, or is told to stop.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="aim">What it is about.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="stop">Gives up; the outcome stays unknown.</param>
    /// <param name="result">The field of the answer that is kept.</param>
    public Task<Act> Do(string operation, Aim aim, Dictionary<string, object?> fields, CancellationToken stop, string? result = null) =>
        Do(_records.Begin(User, operation, aim), operation, fields, result, stop);

    /// <summary>From now on it says nothing, not even that it lives, and hears nothing; its socket stays open.</summary>
    public void FallSilent()
    {
        IsSilent = true;
        _hub.ConnectNoMore();
    }

    /// <summary>Tells the gateway that it lives.</summary>
    public void Ping()
    {
        if (!IsSilent)
        {
            _hub.Current?.Ping();
        }
    }

    /// <summary>Asks once.</summary>
    public async Task<HubReply> Ask(string operation, object fields, CancellationToken stop)
    {
        var connection = await _hub.Connected(stop);
        var answer = new TaskCompletionSource<HubReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Invoke(operation, JsonSerializer.Serialize(fields), reply => answer.TrySetResult(reply));
        return await answer.Task.WaitAsync(stop);
    }

    /// <summary>Looks at the live call of a room and writes down who is seen there.</summary>
    public async Task<HubReply> Look(string room, CancellationToken stop)
    {
        var asked = Clock.Now;
        var reply = await Ask("get_active_call", new { room_id = room }, stop);
        if (reply.IsOk && reply.Content.ValueKind == JsonValueKind.Object)
        {
            _records.See(ToldReader.ReadView(asked, reply.Content));
        }

        return reply;
    }

    void IHubLineOwner.Connected(HubConnection connection)
    {
        foreach (var line in _calls.Values)
        {
            line.Connected(connection);
        }
    }

    void IHubLineOwner.Lost()
    {
        foreach (var line in _calls.Values)
        {
            line.Lost();
        }
    }

    void IHubLineOwner.Hear(HubConnection connection, string name, JsonElement content)
    {
        if (IsSilent)
        {
            return;
        }

        if (name == "presence_changed")
        {
            Interlocked.Increment(ref _presenceEvents);
        }

        Overhears?.Invoke(name, content);
        if (ToldReader.CallOf(content) is not { } call || name == "room_updated")
        {
            return;
        }

        LineOf(call).Hear(name, content);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task<Act> Do(OpenAct act, string operation, Dictionary<string, object?> fields, string? result, CancellationToken stop)
    {
        fields["command_id"] = act.CommandId;
        var begun = _pending[act] = Clock.Now;
        await DoUntilKnown(act, operation, JsonSerializer.Serialize(fields), result, stop);
        _pending.TryRemove(act, out _);
        var done = act.Close() ?? throw new OperationCanceledException($"{User} had no time to try {operation}.", stop);
        if (done.Verdict == Verdict.Acknowledged)
        {
            Interlocked.Exchange(ref _lastGood, begun.Ticks);
        }

        return done;
    }

    private async Task DoUntilKnown(OpenAct act, string operation, string argument, string? result, CancellationToken stop)
    {
        for (var failures = 1; !stop.IsCancellationRequested; failures++)
        {
            var reply = await Try(act, operation, argument, result, stop);
            if (!reply.IsUnknown && reply.Code != "rate_limited")
            {
                break;
            }

            if (!reply.IsLost)
            {
                await Clock.Pause(ReconnectPolicy.DelayFor(failures, Random.Shared.NextDouble()), stop);
            }
        }
    }

    private async Task<HubReply> Try(OpenAct act, string operation, string argument, string? result, CancellationToken stop)
    {
        try
        {
            var connection = await _hub.Connected(stop);
            var answer = new TaskCompletionSource<HubReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (connection.Order)
            {
                var sending = act.Try();
                connection.Invoke(operation, argument, reply =>
                {
                    sending.Settle(reply, result is null ? null : reply.Text(result));
                    answer.TrySetResult(reply);
                });
            }

            return await answer.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return HubReply.Lost;
        }
    }
}
