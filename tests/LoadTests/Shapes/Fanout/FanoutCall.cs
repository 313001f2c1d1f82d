using System.Text;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Fanout;

/// <summary>How large the call is.</summary>
/// <param name="People">Participants, all members of its room.</param>
/// <param name="Rung">How many of them are invited; the rest joins as members may.</param>
public sealed record FanoutCrowd(int People, int Rung);

/// <summary>One large call on one server, everybody joined, one of them changing a media flag.</summary>
public sealed class FanoutCall : IAsyncDisposable
{
    private const int JoinAtOnce = 16;
    private const string Speaker = "crowd0000";
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private readonly Population _population;
    private readonly FanoutSeat[] _seats;
    private HubClient[] _clients = [];
    private string _call = "";
    private long _lightIds;

    private FanoutCall(RunningServer server, int people, Faults faults)
    {
        _population = new Population(server.Addresses);
        Round = new EventRound(people, faults);
        _seats = [.. Enumerable.Range(0, people).Select(_ => new FanoutSeat(Round, Speaker))];
    }

    /// <summary>The events under way.</summary>
    public EventRound Round { get; }

    /// <summary>What it cost the server to let one person join and tell the others, in milliseconds of processor time.</summary>
    public double CpuPerJoin { get; private set; }

    /// <summary>Connects everybody, brings them into one call, and waits until its events have settled.</summary>
    public static async Task<FanoutCall> GatherAsync(RunningServer server, FanoutCrowd crowd, Faults faults, CancellationToken stop)
    {
        var call = new FanoutCall(server, crowd.People, faults);
        try
        {
            await call.MeetAsync(crowd.Rung, stop);
            var window = Window.Open(server.Processes);
            await call.JoinAllAsync(stop);
            call.CpuPerJoin = window.Close().ServerCpu.TotalMilliseconds / crowd.People;
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to send events, each when everybody has the one before.</summary>
    public void Begin() => Round.Begin(number =>
        Send("update_media_state", $$"""{"call_session_id":"{{_call}}","muted":{{(FanoutSeat.IsMuted(number) ? "true" : "false")}}}""", _clients[0]));

    /// <summary>Stops, and waits until the last event has come to everybody, or 5 s without progress.</summary>
    public async Task EndAsync(CancellationToken stop)
    {
        Round.End();
        await Progress.UntilAsync(() => Round.Delivered, () => Round.IsComplete ? 0 : long.MaxValue, Still, stop);
        var lost = Round.GiveUp();
        if (lost > 0)
        {
            Round.Faults.Report("lost", $"event {Round.Current}", lost);
        }

        foreach (var seat in _seats)
        {
            seat.Forget(Round.Current);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _population.DisposeAsync();

    private async Task MeetAsync(int rung, CancellationToken stop)
    {
        _clients = await _population.ConnectAsync([.. _seats.Select((seat, i) => ($"crowd{i:D4}", (IHubListener)seat))], stop);
        string[] others = [.. _clients.Skip(1).Select(client => client.User)];
        var room = await CallSetUp.RoomAsync(_clients[0], others, stop);
        _call = await CallSetUp.InitiateAsync(_clients[0], room, "Audio", others[..Math.Min(rung, others.Length)], stop);
    }

    private async Task JoinAllAsync(CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = JoinAtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, _clients.Length, options, async (i, cancelled) =>
        {
            Send("join_call", $$"""{"call_session_id":"{{_call}}","device_id":"load"}""", _clients[i]);
            await _seats[i].Joined.WaitAsync(cancelled);
        });
        await Progress.UntilAsync(() => _seats.Sum(seat => seat.Heard), () => long.MaxValue, Calm, stop);
    }

    // Light invocations: their answers come to the seat between the events, where "no gap from joining on" can be checked.
    private void Send(string operation, string argument, HubClient client)
    {
        var id = (char)HubClient.LightId + Interlocked.Increment(ref _lightIds).ToString("D", null);
        var record = $$"""{"arguments":[{{argument}}],"invocationId":"{{id}}","target":"{{operation}}","type":1}""";
        client.Send(Encoding.UTF8.GetBytes(record + (char)HubRecords.Separator));
    }
}
