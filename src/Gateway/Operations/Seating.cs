using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Comes into a call, or back to it, with the connection's events held back until the answer is written.</summary>
internal static class Seating
{
    /// <summary><c>join_call</c></summary>
    public static ValueTask<Answer> Join(DoorRequest request, Arguments arguments)
    {
        var (call, caller) = (arguments.Get(Fields.Call), request.Caller);
        var command = new JoinCall(caller.User, arguments.Command, caller.Name, request.SeatOf(arguments.Find(Fields.Device)));
        return Seated(request, call, grain => grain.Join(command), joined => (joined.SeqState, joined.Home), joined =>
            Answer.Of(new JoinReply(joined.Call, request.Ice.For(caller.User), joined.SeqState)));
    }

    /// <summary><c>resume_call</c></summary>
    public static ValueTask<Answer> Resume(DoorRequest request, Arguments arguments)
    {
        var has = new SeqState(arguments.Get(Fields.Epoch), arguments.Get(Fields.Seq), arguments.Get(Fields.SignalSeq));
        var resume = new ResumeCall(request.Caller.User, request.SeatOf(arguments.Find(Fields.Device)), has);
        return Seated(request, arguments.Get(Fields.Call), grain => grain.Resume(resume), resumed => (resumed.SeqState, resumed.Home), resumed =>
            Answer.Of(ReplyTo(resumed)));
    }

    private static ResumeReply ReplyTo(ResumeAnswer resumed) => resumed.Snapshot is { } snapshot
        ? new ResumeReply(null, snapshot, resumed.SeqState)
        : new ResumeReply([.. resumed.Replay.Select(Replayed)], null, resumed.SeqState);

    private static ReplayedEvent Replayed(StampedEvent content) =>
        new(EventNames.Of(content.Event).Word, new RawJson(EventJson.Write(content)));

    private static async ValueTask<Answer> Seated<T>(
        DoorRequest request, CallId call, Func<ICallGrain, Task<Outcome<T>>> ask, Func<T, (SeqState, string?)> placeOf, Func<T, Answer> answer)
    {
        if (request.Connection is not { } connection)
        {
            var byHttp = await ask(request.Call(call));
            return byHttp.IsDone ? answer(byHttp.Value) : byHttp.Refusal;
        }

        var seat = request.Roster.Hold(connection, call);
        var outcome = default(Outcome<T>);
        var isIn = false;
        try
        {
            outcome = await ask(seat.Call.Grain);
            isIn = outcome.IsDone;
        }
        finally
        {
            if (!isIn)
            {
                request.Roster.Release(seat);
            }
        }

        return outcome.IsDone ? Take(request.Roster, seat, placeOf(outcome.Value), answer(outcome.Value)) : outcome.Refusal;
    }

    private static Answer Take(LocalRoster roster, CallSeat seat, (SeqState State, string? Home) place, Answer answer)
    {
        var (state, home) = place;
        LocalRoster.Admit(seat, state, home);
        return answer with { AfterWritten = () => roster.Release(seat) };
    }
}
