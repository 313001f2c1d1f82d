using System.Collections.Concurrent;
using FChat.Calls;

namespace FChat.Gateway.Delivery;

/// <summary>
/// Who of this gateway's connections is in which call. An entry lives from the first join on this gateway until the call closes or its last connection goes.
/// Changes are made one at a time; readers see each call's list whole.
/// </summary>
internal sealed class LocalRoster(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<CallId, LocalCall> calls = new();
    private readonly Lock changing = new();

    /// <summary>How many calls anybody here is in.</summary>
    public int Count => calls.Count;

    /// <summary>The calls that anybody here is in.</summary>
    public IEnumerable<LocalCall> Calls => calls.Select(entry => entry.Value);

    /// <summary>The call, if anybody here is in it.</summary>
    public LocalCall? Find(CallId id) => calls.GetValueOrDefault(id);

    /// <summary>The connection's seat in the call, a new one if need be, with events held back until <see cref="Release"/>.</summary>
    public CallSeat Hold(Connection connection, CallId id)
    {
        lock (changing)
        {
            if (connection.Find(id) is { } known)
            {
                if (known.TryHold())
                {
                    return known;
                }

                Remove(known);
            }

            var call = calls.GetOrAdd(id, static (id, grains) => new LocalCall(id, grains.Call(id)), grains);
            var seat = new CallSeat(connection, call);
            seat.TryHold();
            call.Add(seat);
            connection.Add(seat);
            return seat;
        }
    }

    /// <summary>The call has let the device in.</summary>
    /// <param name="state">What its answer covers.</param>
    /// <param name="home">The silo that it is active on.</param>
    public static void Admit(CallSeat seat, SeqState state, string? home)
    {
        seat.Answer(state);
        seat.Call.See(state.Epoch, state.Seq);
        seat.Call.Found(home);
        seat.Connection.Forget(seat.Call.Id);
    }

    /// <summary>The answer is on its way: what was held follows it. A seat that the call has not given, or has taken away meanwhile, goes.</summary>
    public void Release(CallSeat seat)
    {
        switch (seat.Release())
        {
            case SeatFate.NeverGiven: Remove(seat); break;
            case SeatFate.Taken: GiveUp(seat); break;
        }
    }

    /// <summary>The call has taken the seat away: what the connection still says to it does not count.</summary>
    public void GiveUp(CallSeat seat)
    {
        seat.Connection.GiveUp(seat.Call.Id);
        Remove(seat);
    }

    /// <summary>Takes a seat away; the last one takes the call with it.</summary>
    public void Remove(CallSeat seat)
    {
        lock (changing)
        {
            seat.Connection.Remove(seat);
            if (seat.Call.Remove(seat))
            {
                calls.TryRemove(new KeyValuePair<CallId, LocalCall>(seat.Call.Id, seat.Call));
            }
        }
    }

    /// <summary>The call is over: its seats go. A seat whose answer is not written yet still gets what it holds.</summary>
    public void Close(LocalCall call)
    {
        foreach (var seat in call.Seats)
        {
            Remove(seat);
        }
    }
}
