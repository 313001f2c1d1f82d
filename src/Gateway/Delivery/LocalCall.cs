using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Gateway.Delivery;

/// <summary>A call as this gateway knows it: who of its connections is in it, and the last broadcast it has seen.</summary>
internal sealed class LocalCall(CallId id, ICallGrain grain)
{
    private readonly Lock gate = new();
    private ImmutableArray<CallSeat> seats = [];
    private (long Epoch, long Seq) seen;
    private HashSet<CallSeat> doubted = [];
    private volatile string? home;

    /// <summary>Which call.</summary>
    public CallId Id { get; } = id;

    /// <summary>Its owner.</summary>
    public ICallGrain Grain { get; } = grain;

    /// <summary>The silo that it was last seen on; null: not known.</summary>
    public string? Home => home;

    /// <summary>The connections that are in it or about to be.</summary>
    public ImmutableArray<CallSeat> Seats => seats;

    /// <summary>The last broadcast that came here.</summary>
    public (long Epoch, long Seq) Seen
    {
        get
        {
            lock (gate)
            {
                return seen;
            }
        }
    }

    /// <summary>Whether the broadcast is of the current epoch or a newer one; remembers it as seen.</summary>
    public bool See(long epoch, long seq)
    {
        lock (gate)
        {
            if (epoch < seen.Epoch)
            {
                return false;
            }

            seen = epoch > seen.Epoch ? (epoch, seq) : (epoch, Math.Max(seen.Seq, seq));
            return true;
        }
    }

    /// <summary>The call has been seen on a silo.</summary>
    public void Found(string? silo) => home = silo;

    /// <summary>The call was not where it was last seen.</summary>
    public void Lose(string silo)
    {
        if (home == silo)
        {
            home = null;
        }
    }

    /// <summary>Takes the seats that the last renewal found to differ from the call's own roster or numbers.</summary>
    /// <returns>Those that differed the time before, too.</returns>
    public IReadOnlyList<CallSeat> Renewed(IReadOnlyList<CallSeat> now)
    {
        var lost = now.Where(doubted.Contains).ToList();
        doubted = [.. now];
        return lost;
    }

    /// <summary>Takes a seat in.</summary>
    public void Add(CallSeat seat) => seats = seats.Add(seat);

    /// <summary>Takes a seat out.</summary>
    /// <returns>Whether nobody is left.</returns>
    public bool Remove(CallSeat seat)
    {
        seats = seats.Remove(seat);
        return seats.IsEmpty;
    }
}
