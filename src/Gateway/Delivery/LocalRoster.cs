using System.Collections.Concurrent;

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

    /// <summary>The connection's seat in the call, a new one if need be, with events held back.</summary>
    public CallSeat Hold(Connection connection, CallId id)
    {
        lock (changing)
        {
            if (connection.Find(id) is not { } seat)
            {
                var call = calls.GetOrAdd(id, static (id, grains) => new LocalCall(id, grains.Call(id)), grains);
                seat = new CallSeat(connection, call);
                call.Add(seat);
                connection.Add(seat);
            }

            seat.Hold();
            return seat;
        }
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
