using System.Diagnostics;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Joining;

/// <summary>Members of one room on one server, who all join a call in it, again and again.</summary>
public sealed class JoinCrowd : IAsyncDisposable
{
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(15);
    private readonly RunningServer _server;
    private readonly Population _population;
    private readonly Faults _faults;
    private readonly RosterSeat[] _seats;
    private HubClient[] _clients = [];
    private string _room = "";

    private JoinCrowd(RunningServer server, int people, bool asks, Faults faults)
    {
        _server = server;
        _population = new Population(server.Addresses);
        _faults = faults;
        _seats = [.. Enumerable.Range(0, people).Select(_ => new RosterSeat(people, asks, faults))];
    }

    /// <summary>Connects everybody and makes the room.</summary>
    /// <param name="asks">Whether people ask for the names that the answer to their joining had no room for.</param>
    public static async Task<JoinCrowd> MeetAsync(RunningServer server, int people, bool asks, Faults faults, CancellationToken stop)
    {
        var crowd = new JoinCrowd(server, people, asks, faults);
        try
        {
            crowd._clients = await crowd._population.ConnectAsync([.. crowd._seats.Select((seat, i) => (Roster.NameOf(i), (IHubListener)seat))], stop);
            crowd._room = await CallSetUp.RoomAsync(crowd._clients[0], [.. crowd._clients.Skip(1).Select(client => client.User)], stop);
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everybody joins one call, from the first joining until the last one knows all the others; then the call is ended.</summary>
    /// <param name="rung">How many are invited.</param>
    /// <param name="atOnce">How many joinings are under way at a time.</param>
    public async Task<IReadOnlyDictionary<string, double>> JoinAsync(int rung, int atOnce, CancellationToken stop)
    {
        string[] invited = [.. _clients.Skip(1).Take(rung).Select(client => client.User)];
        var call = await CallSetUp.InitiateAsync(_clients[0], _room, "Audio", invited, stop);
        foreach (var (seat, client) in _seats.Zip(_clients))
        {
            seat.Place(call, client.Send);
        }

        var window = Window.Open(_server.Processes);
        var begun = Stopwatch.GetTimestamp();
        await AnswerAllAsync(atOnce, stop);
        var answered = Stopwatch.GetElapsedTime(begun);
        var last = _seats.Max(seat => seat.JoinedAt);
        await Progress.UntilAsync(() => _seats.Count(seat => seat.KnowsAll(last)), () => _seats.Length, Still, stop);
        var costs = window.Close();
        var figures = Figures(costs, begun, answered);
        CheckRosters(last);
        await EndAsync(call, stop);
        return figures;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _population.DisposeAsync();

    private Task AnswerAllAsync(int atOnce, CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop };
        return Parallel.ForAsync(0, _seats.Length, options, async (i, cancelled) =>
        {
            _seats[i].Join();
            await _seats[i].Answered.WaitAsync(cancelled);
        });
    }

    private Dictionary<string, double> Figures(Costs costs, long begun, TimeSpan answered)
    {
        var answers = new LatencyHistogram();
        foreach (var seat in _seats)
        {
            answers.Record(seat.AnswerTime);
        }

        return new Dictionary<string, double>(costs.Figures(_seats.Length))
        {
            ["whole_seconds"] = Stopwatch.GetElapsedTime(begun, _seats.Max(seat => seat.LearntAt)).TotalSeconds,
            ["answered_seconds"] = answered.TotalSeconds,
            ["answer_p50_ms"] = answers.Percentile(0.50).TotalMilliseconds,
            ["answer_p99_ms"] = answers.Percentile(0.99).TotalMilliseconds,
        };
    }

    private void CheckRosters(long last)
    {
        var unsure = _seats.Count(seat => !seat.KnowsAll(last));
        if (unsure > 0)
        {
            _faults.Report("roster not whole", $"somebody knows of {_seats.Min(seat => seat.Seen)}", unsure);
        }
    }

    private async Task EndAsync(string call, CancellationToken stop)
    {
        try
        {
            _ = (await _clients[0].InvokeAsync("end_call", new { call_session_id = call }, stop)).Required;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
        {
            _faults.Report("call cannot be ended", e.Message);
            return;
        }

        await Progress.UntilAsync(() => _seats.Count(seat => seat.HasEnded), () => _seats.Length, Still, stop);
        var lost = _seats.Count(seat => !seat.HasEnded);
        if (lost > 0)
        {
            _faults.Report("lost", "call_ended", lost);
        }
    }
}
