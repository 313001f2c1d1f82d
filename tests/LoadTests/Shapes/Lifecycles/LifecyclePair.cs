using System.Diagnostics;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>Two users who call each other again and again in their room.</summary>
public sealed class LifecyclePair(HubClient caller, LifecycleSeat callerSeat, HubClient callee, LifecycleSeat calleeSeat)
{
    private string _room = "";

    /// <summary>Makes the room, once.</summary>
    public async Task MeetAsync(CancellationToken stop) => _room = await CallSetUp.RoomAsync(caller, [callee.User], stop);

    /// <summary>One call from the ring to the end that both have seen. Every step is durable before it is answered. Gives the time that it took.</summary>
    public async Task<TimeSpan> LiveAsync(CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        var call = await CallSetUp.InitiateAsync(caller, _room, "Audio", [callee.User], stop);
        var callerIn = CallSetUp.JoinAsync(caller, call, stop);
        await calleeSeat.RingAsync(call, stop);
        await CallSetUp.JoinAsync(callee, call, stop);
        await callerIn;
        _ = (await caller.InvokeAsync("leave_call", new { call_session_id = call }, stop)).Required;
        await callerSeat.EndAsync(call, stop);
        await calleeSeat.EndAsync(call, stop);
        return Stopwatch.GetElapsedTime(begun);
    }
}
