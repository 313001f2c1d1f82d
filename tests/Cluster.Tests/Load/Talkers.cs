using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>
/// One long call: everybody signals to the others in bursts, changes media state and writes messages; some leave and come back; the owner lets guests into the room
/// and out of it. The call must outlive everything.
/// </summary>
/// <param name="name">The group's.</param>
/// <param name="people">Who.</param>
/// <param name="stays">Nobody leaves, writes, or lets guests in: nothing has to be stored.</param>
internal sealed class Talkers(string name, IReadOnlyList<RecordingClient> people, bool stays) : Group(name, people)
{
    private const int MostPending = 12;
    private static readonly TimeSpan SignalPause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ActPause = TimeSpan.FromMilliseconds(900);
    private readonly CallLine?[] _lines = new CallLine?[people.Count];

    /// <inheritdoc/>
    public override bool IsIn => _lines.Skip(1).All(line => line!.Seat is Seat.In or Seat.Out) && _lines[0]!.Seat is Seat.In;

    /// <summary>Whether nothing of the call has to be stored.</summary>
    public bool Stays => stays;

    /// <summary>The call.</summary>
    public string Held => _lines[0]!.Call;

    /// <summary>The call, if it is lost.</summary>
    public string? LostCall => _lines.FirstOrDefault(line => line is { Seat: Seat.Gone })?.Call;

    /// <inheritdoc/>
    public override async Task Leave()
    {
        await Task.WhenAll(_lines.Select(line => line!.Resume(GiveUp)));
        await Task.WhenAll(People.Select(person => person.Leave(_lines[0]!.Call, GiveUp)));
    }

    /// <inheritdoc/>
    protected override async Task Open()
    {
        var call = await Call(People[0]) ?? throw new InvalidOperationException($"{Name} could not call.");
        for (var i = 0; i < People.Count; i++)
        {
            _lines[i] = People[i].LineOf(call);
        }

        await Task.WhenAll(_lines.Select(line => line!.Join(GiveUp)));
    }

    /// <inheritdoc/>
    protected override Task Go() => Task.WhenAll(Enumerable.Range(0, People.Count).SelectMany(i => new[] { Signal(i), Act(i) }));

    private async Task Signal(int me)
    {
        var pending = new List<Task>();
        for (var n = 0; !Stopping.IsCancellationRequested; n++)
        {
            var target = People[(me + 1 + n % (People.Count - 1)) % People.Count].User;
            for (var part = 0; part < 1 + n % 3 && _lines[me]!.Seat is Seat.In; part++)
            {
                pending.Add(People[me].Signal(_lines[me]!.Call, target, $"{People[me].User}#{n}.{part}", GiveUp));
            }

            await Clock.Pause(SignalPause * (0.5 + Random.Shared.NextDouble()), Stopping);
            pending.RemoveAll(signal => signal.IsCompletedSuccessfully);
            while (pending.Count > MostPending)
            {
                pending.Remove(await Task.WhenAny(pending));
            }
        }

        await Task.WhenAll(pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Act(int me)
    {
        for (var n = me; !Stopping.IsCancellationRequested; n++)
        {
            await Act(me, n).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Clock.Pause(ActPause * (0.5 + Random.Shared.NextDouble()), Stopping);
        }
    }

    private Task Act(int me, int n) => (n % 7) switch
    {
        0 or 3 => People[me].Do("update_media_state", new Aim(_lines[me]!.Call), new() { ["call_session_id"] = _lines[me]!.Call, ["muted"] = n % 2 == 0 }, GiveUp),
        1 or 4 when !stays => Write(me, n),
        2 when me == 0 && !stays => Guest(n),
        5 when me > 1 && !stays => LeaveAndReturn(me),
        _ => People[me].Look(Room, GiveUp),
    };

    private Task<Act> Write(int me, int n)
    {
        var tag = $"{People[me].User}#{n}";
        return People[me].Do(
            "send_message", new Aim(Room: Room, Tag: tag), new() { ["room_id"] = Room, ["content"] = $"message {n}", ["client_message_id"] = tag }, GiveUp, result: "seq");
    }

    private Task<Act> Guest(int n)
    {
        var guest = $"{Name}-guest-{n / 14}";
        return People[0].Do(n / 7 % 2 == 0 ? "add_room_member" : "remove_room_member", new Aim(Room: Room, Target: guest), new() { ["room_id"] = Room, ["user"] = guest }, GiveUp);
    }

    private async Task LeaveAndReturn(int me)
    {
        var line = _lines[me]!;
        if (line.Seat is Seat.In)
        {
            await People[me].Leave(line.Call, GiveUp);
            await line.Join(GiveUp);
        }
        else if (line.Seat is Seat.Out)
        {
            await line.Join(GiveUp); // it was thought lost, and returns
        }
    }
}
