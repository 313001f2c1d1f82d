using System.Collections.Immutable;
using FChat.Gateway.RateLimits;
using Microsoft.AspNetCore.SignalR;

namespace FChat.Gateway.Delivery;

/// <summary>A hub connection of an authenticated user, from its opening to its end.</summary>
internal sealed class Connection(Caller caller, HubConnectionContext hub, Outbox outbox, Allowance allowance)
{
    private ImmutableArray<CallSeat> seats = [];

    /// <summary>Unique among all gateways.</summary>
    public ConnectionId Id { get; } = new(hub.ConnectionId);

    /// <summary>Whose it is.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>What waits for it.</summary>
    public Outbox Outbox { get; } = outbox;

    /// <summary>What it may still send.</summary>
    public Allowance Allowance { get; } = allowance;

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

    /// <summary>Cuts it off; the client comes back and resumes.</summary>
    public void Abort()
    {
        Outbox.Close();
        hub.Abort();
    }
}
