using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>Some people with a room of their own, who go on with what they do until they are told to stop.</summary>
internal abstract class Group(string name, IReadOnlyList<RecordingClient> people) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private Task _doing = Task.CompletedTask;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Who.</summary>
    public IReadOnlyList<RecordingClient> People => people;

    /// <summary>Where.</summary>
    public string Room { get; private set; } = "";

    /// <summary>Whether everybody who should be in a call is in it.</summary>
    public abstract bool IsIn { get; }

    /// <summary>Writes end when this does, known or not.</summary>
    protected CancellationToken GiveUp => _giveUp.Token;

    /// <summary>Nothing more is begun when this has ended.</summary>
    protected CancellationToken Stopping => _stop.Token;

    /// <summary>Makes the room.</summary>
    public async Task MakeRoom()
    {
        var made = await people[0].Do(
            "create_room",
            new Aim(),
            new() { ["room_name"] = name, ["members"] = people.Skip(1).Select(person => person.User).ToArray() },
            GiveUp,
            result: "room_id");
        Room = made.Result ?? throw new InvalidOperationException($"No room: {made}");
    }

    /// <summary>Begins.</summary>
    public async Task Start()
    {
        await Open();
        _doing = Go();
    }

    /// <summary>Begins nothing more and waits until all outcomes are known, for as long as it may take.</summary>
    public async Task Stop(TimeSpan patience)
    {
        await _stop.CancelAsync();
        _giveUp.CancelAfter(patience);
        await _doing;
    }

    /// <summary>Everybody asks for what they may lack, and then leaves.</summary>
    public abstract Task Leave();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await ((Task)_doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _giveUp.Dispose();
    }

    /// <summary>Gets ready.</summary>
    protected abstract Task Open();

    /// <summary>Goes on until <see cref="Stopping"/>.</summary>
    protected abstract Task Go();

    /// <summary>Starts a call, or finds the one that lives already.</summary>
    protected async Task<string?> Call(RecordingClient caller)
    {
        var act = await caller.Do("initiate_call", new Aim(Room: Room), new() { ["room_id"] = Room, ["call_type"] = "Audio" }, GiveUp, result: "call_session_id");
        return act.Verdict == Verdict.Acknowledged ? act.Result : await LiveCall(caller);
    }

    private async Task<string?> LiveCall(RecordingClient caller)
    {
        try
        {
            return (await caller.Look(Room, GiveUp)).Text("call_session_id");
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
