using System.Text.Json;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>Pairs of users on one server, each in a call of two, ready to signal.</summary>
public sealed class SignalPairs : IAsyncDisposable
{
    private const int SetUpAtOnce = 16;
    private readonly Population _population;
    private readonly SignalSeat[] _seats;

    private SignalPairs(RunningServer server, SignalTally tally, int pairs)
    {
        _population = new Population(server.Addresses);
        _seats = [.. Enumerable.Range(0, pairs * 2).Select(_ => new SignalSeat(tally))];
        Seats = new SignalSeats(_seats, tally);
    }

    /// <summary>All seats.</summary>
    public SignalSeats Seats { get; }

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
