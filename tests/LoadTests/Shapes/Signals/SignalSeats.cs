using System.Diagnostics;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>The seats of all pairs on one server; 2i and 2i+1 are a pair.</summary>
public sealed class SignalSeats(IReadOnlyList<SignalSeat> seats, SignalTally tally)
{
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>What arrives at the seats.</summary>
    public SignalTally Tally => tally;

    /// <summary>How many there are.</summary>
    public int Count => seats.Count;

    /// <summary>What they send on.</summary>
    public IReadOnlyList<ILine> Lines => [.. seats.Select(seat => seat.Outgoing)];

    private long Sent => seats.Sum(seat => seat.Outgoing.Sent);

    /// <summary>Begins a closed loop: so many signals are under way in each pair, and whoever receives one sends one.</summary>
    public void BeginToReply(int window)
    {
        foreach (var seat in seats)
        {
            seat.Replies = true;
        }

        for (var i = 0; i < seats.Count * window / 2; i++)
        {
            seats[2 * i % seats.Count].Outgoing.Send(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Ends a closed loop.</summary>
    public void StopReplying()
    {
        foreach (var seat in seats)
        {
            seat.Replies = false;
        }
    }

    /// <summary>Waits until everything that was sent has arrived or 5 s pass without progress, and settles the accounts.</summary>
    public async Task DrainAsync(bool acknowledged, CancellationToken stop)
    {
        var each = acknowledged ? 2 : 1;
        await Progress.UntilAsync(() => tally.Received + tally.Answered, () => Sent * each, Still, stop);
        // A doubled message would come about now.
        await Task.Delay(Quiet, TimeProvider.System, stop);
        foreach (var seat in seats)
        {
            seat.Settle();
        }

        if (acknowledged && tally.Answered != Sent)
        {
            tally.Faults.Report("not answered once each", $"{tally.Answered} answers to {Sent} signals");
        }
    }
}
