using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Thousand;

/// <summary>
/// One call of a thousand, lived through once: all but one join at the same moment, the last comes late, the silo that owns the call is killed, half of them
/// leave at the same moment, and the host ends it. Each test of <see cref="ThousandTests"/> looks at a part of what was seen.
/// </summary>
public sealed class Story : IAsyncLifetime
{
    internal const int People = 1_000;

    // A view names so many; so many times somebody comes late.
    internal const int InView = 200;
    private const int LateJoins = 5;

    private readonly ConcurrentQueue<JsonElement> _hostHeard = new();
    private readonly ConcurrentDictionary<string, TimeSpan> _shownInCall = new();

    internal Chapter Joining { get; private set; } = null!;

    internal Chapter Killing { get; private set; } = null!;

    internal Chapter Leaving { get; private set; } = null!;

    internal Chapter Ending { get; private set; } = null!;

    internal IReadOnlyList<LateJoin> Late { get; private set; } = [];

    /// <summary>Users as the host was told of them, as often as it was, while they all joined.</summary>
    internal IReadOnlyList<string> ToldToHost { get; private set; } = [];

    internal IReadOnlyList<string> Users { get; private set; } = [];

    internal Dictionary<string, string> RosterAfterKill { get; private set; } = [];

    internal Dictionary<string, string> RosterAfterLeaving { get; private set; } = [];

    internal IReadOnlyList<Fault> Faults { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await using var service = await ManyProcesses.Make(silos: 2, gateways: 2);
        await service.Start();
        await using var call = await BigCall.Gather(service, People);
        Users = [.. call.People.Select(person => person.User)];
        await call.Ring();
        await Join(call);
        await ComeLate(call);
        await Kill(call);
        await Leave(call);
        await End(call);
        Faults = HistoryChecker.Faults(call.History);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task Join(BigCall call)
    {
        call.Host.Overhears += (name, content) =>
        {
            if (name == "call_participant_joined")
            {
                _hostHeard.Enqueue(content);
            }
            else if (name == "presence_changed")
            {
                See(content);
            }
        };
        await call.Join([call.Host]);
        RecordingClient[] crowd = [.. call.People.Take(People - 1)];
        Joining = await call.Chapter("999 join at once", 15, crowd, () => call.Join(crowd));
        ToldToHost = [.. _hostHeard.SelectMany(joined => joined.GetProperty("joined").EnumerateArray()).Select(one => one.GetProperty("user").GetString()!)];
    }

    private void See(JsonElement presence)
    {
        foreach (var change in presence.GetProperty("changes").EnumerateArray().Where(change => change.GetProperty("in_call").GetBoolean()))
        {
            _shownInCall.TryAdd(change.GetProperty("user").GetString()!, Clock.Now);
        }
    }

    private async Task ComeLate(BigCall call)
    {
        // That each of the thousand is in a call is told to each of the others. While that goes on it has both cores, and who comes then was seen to wait for up to 2.6 s.
        await call.Until(() => call.People.Skip(1).SkipLast(1).All(person => _shownInCall.ContainsKey(person.User)));
        var late = call.People[^1];
        List<LateJoin> joins = [];
        for (var i = 0; i < LateJoins; i++)
        {
            var begun = Clock.Now;
            await call.Join([late]);
            var seated = Clock.Now;
            var roster = await call.Roster(late);
            joins.Add(new LateJoin(seated - begun, Clock.Now - begun, roster));
            if (i < LateJoins - 1)
            {
                await late.Leave(call.Call, call.Stop);
            }
        }

        await call.AllHave(call.People);
        Late = joins;
        BigCall.Report("a late joiner has the whole", 1, joins.Max(one => one.Whole), $"answer {Moments.Spread(joins.Select(one => one.Answered))}, with all pages {Moments.Spread(joins.Select(one => one.Whole))} (least, middle, most of {LateJoins}); one by one {string.Join(", ", joins.Select(one => $"{one.Answered.TotalMilliseconds:0}/{one.Whole.TotalMilliseconds:0}"))} ms");
    }

    private async Task Kill(BigCall call)
    {
        var owner = await call.Owner();
        Killing = await call.Chapter("the silo that owns a call of 1,000 is killed", 15, call.People, async () =>
        {
            await owner.Kill();
            var epoch = call.Host.LineOf(call.Call).Position.Epoch;
            await call.Until(() => call.People.All(person => person.LineOf(call.Call) is { Seat: Seat.In, Position: var at } && at.Epoch > epoch));
            RosterAfterKill = await call.Roster(call.Host);
        });
    }

    private async Task Leave(BigCall call)
    {
        RecordingClient[] stay = [.. call.People.Take(People / 2)];
        Leaving = await call.Chapter("500 of 1,000 leave at once", 5, stay, () => Task.WhenAll(call.People.Skip(People / 2).Select(person => person.Leave(call.Call, call.Stop))));
        RosterAfterLeaving = await call.Roster(call.Host);
    }

    private async Task End(BigCall call)
    {
        var begun = Clock.Now;
        await call.Host.Do("end_call", new Aim(call.Call), new() { ["call_session_id"] = call.Call }, call.Stop);
        await call.Until(() => call.People.Take(People / 2).All(person => person.LineOf(call.Call).Seat is Seat.Gone));
        Ending = new Chapter(Clock.Now - begun, 0, 0, 0);
        BigCall.Report("a call of 500 is ended", 5, Ending.Known, $"all 500 have heard of it, and {call.People.Count(person => person.LineOf(call.Call).Seat is Seat.Gone) - 500} of those who had left");
    }
}

/// <summary>What became of something that very many did at once.</summary>
/// <param name="Known">How long until everybody who should know knew all of it.</param>
/// <param name="Events">Numbered events in which it was told.</param>
/// <param name="MostInASecond">Of these the most that came to anybody within a second.</param>
/// <param name="Presence">Events of presence that came to each, on average, meanwhile.</param>
internal sealed record Chapter(TimeSpan Known, int Events, int MostInASecond, double Presence);

/// <summary>Somebody came when everybody was there.</summary>
internal sealed record LateJoin(TimeSpan Answered, TimeSpan Whole, IReadOnlyDictionary<string, string> Roster);
