using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;
using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Thousand;

/// <summary>Very many clients without media, with one room and one call.</summary>
internal sealed class BigCall : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly ManyProcesses _service;
    private readonly Crowd _crowd = new();
    private readonly ConcurrentDictionary<string, TimeSpan> _rung = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(4), TimeProvider.System);

    private BigCall(ManyProcesses service) => _service = service;

    /// <summary>Everybody; the first is the host.</summary>
    public IReadOnlyList<RecordingClient> People => _crowd.Clients;

    /// <summary>Who makes the call, and hears everything of it from the start.</summary>
    public RecordingClient Host => People[0];

    /// <summary>The call.</summary>
    public string Call { get; private set; } = "";

    /// <summary>The room.</summary>
    public string Room { get; private set; } = "";

    /// <summary>Ends when the story takes too long.</summary>
    public CancellationToken Stop => _patience.Token;

    /// <summary>What everybody did and heard so far.</summary>
    public History History => _crowd.Records.With(Truth.None);

    /// <summary>Connects them and makes the room.</summary>
    public static async Task<BigCall> Gather(ManyProcesses service, int people)
    {
        var made = new BigCall(service);
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        for (var i = 0; i < people; i++)
        {
            var client = made._crowd.Add($"{run}-{i:000}", service.Addresses);
            client.Overhears = (name, _) => made.Overhear(client.User, name);
        }

        await made._crowd.Connect(made.Stop);
        var room = await made.Host.Do(
            "create_room",
            new Aim(),
            new() { ["room_name"] = "Everybody", ["members"] = made.People.Skip(1).Select(person => person.User).ToArray() },
            made.Stop,
            result: "room_id");
        made.Room = room.Result ?? throw new InvalidOperationException($"No room: {room}");
        return made;
    }

    /// <summary>The host calls everybody. Ends when all devices ring.</summary>
    public async Task Ring()
    {
        var act = await Host.Do("initiate_call", new Aim(Room: Room), new() { ["room_id"] = Room, ["call_type"] = "Audio" }, Stop, result: "call_session_id");
        Call = act.Result ?? throw new InvalidOperationException($"No call: {act}");
        await Until(() => _rung.Count >= People.Count - 1);
    }

    /// <summary>Waits until something is so.</summary>
    public async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Clock.Pause(Look, Stop);
            Stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Lets very much happen at once, waits until those who should know of it do, and measures.</summary>
    /// <param name="what">For the report.</param>
    /// <param name="bound">Seconds within which everybody should know.</param>
    /// <param name="knowing">Who should know.</param>
    /// <param name="happen">What happens.</param>
    public async Task<Chapter> Chapter(string what, double bound, IReadOnlyCollection<RecordingClient> knowing, Func<Task> happen)
    {
        var presence = People.Sum(person => person.PresenceEvents);
        var begun = Clock.Now;
        await happen();
        var done = Clock.Now;
        var place = await AllHave(knowing);
        var users = knowing.Select(person => person.User).ToHashSet();
        var stays = History.Stays.Where(stay => users.Contains(stay.User)).ToList();
        var known = stays.Select(stay => Moments.Reached(stay, place, begun) - begun).ToList();
        var heard = stays.Select(stay => Moments.Heard(stay, begun, begun + known.Max())).ToList();
        var chapter = new Chapter(
            known.Max() > done - begun ? known.Max() : done - begun,
            heard.Max(events => events.Count),
            heard.Max(Moments.MostInASecond),
            (double)(People.Sum(person => person.PresenceEvents) - presence) / People.Count);
        Report(what, bound, chapter.Known, string.Create(
            CultureInfo.InvariantCulture,
            $"all answered after {(done - begun).TotalSeconds:0.00} s, all known after {Moments.Spread(known)} (least, middle, most of {stays.Count}), told by {chapter.Events} events, at most {chapter.MostInASecond} in a second; {chapter.Presence:0} events of presence for each"));
        return chapter;
    }

    /// <summary>Writes down what was measured.</summary>
    public static void Report(string what, double bound, TimeSpan took, string notes) =>
        FaultReport.Write(new FaultRow(what, "2 silos and 2 gateways", "1 call, 1000 clients", took.TotalSeconds, bound, notes, []));

    /// <summary>These come in, all at once.</summary>
    public Task Join(IEnumerable<RecordingClient> people) => Task.WhenAll(people.Select(person => person.LineOf(Call).Join(Stop)));

    /// <summary>Waits until these have everything that the service has told by now.</summary>
    /// <returns>Where that is.</returns>
    public async Task<Position> AllHave(IReadOnlyCollection<RecordingClient> people)
    {
        var view = (await Host.Look(Room, Stop)).Content;
        var (epoch, seq) = (view.GetProperty("epoch").GetInt64(), view.GetProperty("seq").GetInt64());
        await Until(() => people.All(person => person.LineOf(Call) is { Seat: Seat.In, Position: var at } && at.Epoch == epoch && at.Seq >= seq));
        return new Position(epoch, seq, 0);
    }

    /// <summary>The whole roster as somebody reads it, page by page.</summary>
    public async Task<Dictionary<string, string>> Roster(RecordingClient reader)
    {
        var asked = Clock.Now;
        Dictionary<string, string> roster = [];
        for (var page = 1; ; page++)
        {
            var answer = (await reader.Ask("get_participants", new { call_session_id = Call, page, page_size = 500 }, Stop)).Content;
            foreach (var one in answer.GetProperty("participants").EnumerateArray())
            {
                roster[one.GetProperty("user").GetString()!] = one.GetProperty("status").GetString()!;
            }

            if (page * 500 >= answer.GetProperty("total").GetInt32())
            {
                _crowd.Records.See(new Sighting(asked, Clock.Now, Call, IsOver: false, roster));
                return roster;
            }
        }
    }

    /// <summary>The silo that the call is on.</summary>
    public async Task<INode> Owner()
    {
        foreach (var silo in _service.Silos)
        {
            if (await SiloMetrics.Calls(((ProcessNode)silo).Address, Stop) > 0)
            {
                return silo;
            }
        }

        throw new InvalidOperationException("No silo has the call.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _crowd.DisposeAsync();
        _patience.Dispose();
    }

    private void Overhear(string user, string name)
    {
        if (name == "call_initiated")
        {
            _rung.TryAdd(user, Clock.Now);
        }
    }
}
