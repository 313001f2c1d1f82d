using System.Collections.Immutable;
using FChat.Gateway.RateLimits;
using Microsoft.AspNetCore.SignalR;

namespace FChat.Gateway.Delivery;

/// <summary>A hub connection of an authenticated user, from its opening to its end.</summary>
internal sealed class Connection(Caller caller, HubConnectionContext hub, Outbox outbox, ConnectionAllowance allowance, ClientWatch watch)
{
    private const int MostGivenUp = 16;
    private ImmutableArray<CallSeat> seats = [];
    private ImmutableArray<CallId> givenUp = [];

    /// <summary>Unique among all gateways.</summary>
    public ConnectionId Id { get; } = new(hub.ConnectionId);

    /// <summary>Whose it is.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>What waits for it.</summary>
    public Outbox Outbox { get; } = outbox;

    /// <summary>What it may still send.</summary>
    public ConnectionAllowance Allowance { get; } = allowance;

    /// <summary>Whether its client has said anything yet.</summary>
    public ClientWatch Watch { get; } = watch;

    /// <summary>The calls that it is in. Bounded by the calls that let it in.</summary>
    public ImmutableArray<CallSeat> Seats => seats;

    /// <summary>Its seat in a call, or null.</summary>
    public CallSeat? Find(CallId call)
    {
        foreach (var seat in seats)
        {
            if (seat.Call.Id == call)
            {
                return seat;
            }
        }

        return null;
    }

    /// <summary>Takes a seat.</summary>
    public void Add(CallSeat seat) => ImmutableInterlocked.Update(ref seats, static (all, one) => all.Add(one), seat);

    /// <summary>Gives a seat back.</summary>
    public void Remove(CallSeat seat) => ImmutableInterlocked.Update(ref seats, static (all, one) => all.Remove(one), seat);

    /// <summary>
    /// Whether it was in the call and is not any more, by its own will or because its user went on elsewhere: what it still says to the call is no word of its user's.
    /// Known of the last few calls, until it comes in again or the call is over.
    /// </summary>
    public bool HasGivenUp(CallId call) => givenUp.Contains(call);

    /// <summary>Its part in the call has ended.</summary>
    public void GiveUp(CallId call) => ImmutableInterlocked.Update(ref givenUp, static (all, one) => Newest(all.Remove(one).Add(one)), call);

    /// <summary>It is in the call again, or the call is over.</summary>
    public void Forget(CallId call) => ImmutableInterlocked.Update(ref givenUp, static (all, one) => all.Remove(one), call);

    /// <summary>Cuts it off; the client comes back and resumes.</summary>
    public void Abort()
    {
        Outbox.Close();
        hub.Abort();
    }

    private static ImmutableArray<CallId> Newest(ImmutableArray<CallId> calls) => calls.Length > MostGivenUp ? calls.RemoveAt(0) : calls;
}
