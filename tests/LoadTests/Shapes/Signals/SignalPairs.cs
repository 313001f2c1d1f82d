using System.Text.Json;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>Pairs of users on one server, each in a call of two, ready to signal.</summary>
public sealed class SignalPairs : IAsyncDisposable
{
    private const int SetUpAtOnce = 16;
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private readonly Population _population;
    private readonly SignalSeat[] _seats;

    private SignalPairs(RunningServer server, SignalTally tally, int pairs)
    {
        _population = new Population(server.Addresses);
        _seats = [.. Enumerable.Range(0, pairs * 2).Select(_ => new SignalSeat(tally))];
        Tally = tally;
    }

    /// <summary>What arrives at the seats.</summary>
    public SignalTally Tally { get; }

    /// <summary>All seats; 2i and 2i+1 are a pair.</summary>
    public IReadOnlyList<SignalSeat> Seats => _seats;

    private long Sent => _seats.Sum(seat => seat.Outgoing.Sent);

    /// <summary>Connects the users and brings each pair into its call.</summary>
    public static async Task<SignalPairs> SeatAsync(RunningServer server, int pairs, bool acknowledged, Faults faults, CancellationToken stop)
    {
        var all = new SignalPairs(server, new SignalTally(faults), pairs);
        try
        {
            var clients = await all._population.ConnectAsync([.. all._seats.Select((seat, i) => (UserName(i), (IHubListener)seat))], stop);
            var options = new ParallelOptions { MaxDegreeOfParallelism = SetUpAtOnce, CancellationToken = stop };
            await Parallel.ForAsync(0, pairs, options, (pair, cancelled) => all.JoinAsync(pair, clients, acknowledged, cancelled));
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until everything that was sent has arrived or 5 s pass without progress, and settles the accounts.</summary>
    public async Task DrainAsync(bool acknowledged, CancellationToken stop)
    {
        var each = acknowledged ? 2 : 1;
        await Progress.UntilAsync(() => Tally.Received + Tally.Answered, () => Sent * each, Still, stop);
        // A doubled message would come about now.
        await Task.Delay(Quiet, TimeProvider.System, stop);
        foreach (var seat in _seats)
        {
            seat.Settle();
        }

        if (acknowledged && Tally.Answered != Sent)
        {
            Tally.Faults.Report("not answered once each", $"{Tally.Answered} answers to {Sent} signals");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _population.DisposeAsync();

    private async ValueTask JoinAsync(int pair, HubClient[] clients, bool acknowledged, CancellationToken stop)
    {
        var (first, second) = (2 * pair, 2 * pair + 1);
        var room = await CallSetUp.RoomAsync(clients[first], [clients[second].User], stop);
        var call = await CallSetUp.InitiateAsync(clients[first], room, "Video", [clients[second].User], stop);
        var there = new SignalLine(first, clients[first].Send, call, clients[second].User, acknowledged);
        var back = new SignalLine(second, clients[second].Send, call, clients[first].User, acknowledged);
        _seats[first].Place(clients[second].User, back, there, SignalSeq(await CallSetUp.JoinAsync(clients[first], call, stop)));
        _seats[second].Place(clients[first].User, there, back, SignalSeq(await CallSetUp.JoinAsync(clients[second], call, stop)));
    }

    private static long? SignalSeq(JsonElement joined) =>
        joined.TryGetProperty("seq_state", out var state) ? state.GetProperty("signal_seq").GetInt64() : null;

    private static string UserName(int seat) => $"pair{seat / 2:D4}{(seat % 2 == 0 ? 'a' : 'b')}";
}
