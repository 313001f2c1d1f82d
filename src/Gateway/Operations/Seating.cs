using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Wire;
using FChat.Presence;

namespace FChat.Gateway.Operations;

/// <summary>Comes into a call, or back to it, with the events of the connection that is seated held back until the answer is written.</summary>
internal static class Seating
{
    /// <summary><c>join_call</c></summary>
    public static ValueTask<Answer> Join(DoorRequest request, Arguments arguments)
    {
        var caller = request.Caller;
        return Enter(request, new Entry<JoinAnswer>(
            arguments.Get(Fields.Call),
            arguments.Find(Fields.Device),
            (call, seat) => call.Join(new JoinCall(caller.User, arguments.Command, caller.Name, seat)),
            joined => new Admission(joined.SeqState, joined.Home, joined.Connection),
            joined => Answer.Of(new JoinReply(joined.Call, request.Ice.For(caller.User), request.Ice.TransportPolicy, joined.SeqState))));
    }

    /// <summary><c>resume_call</c></summary>
    public static async ValueTask<Answer> Resume(DoorRequest request, Arguments arguments)
    {
        var ended = "replay";
        var has = new SeqState(arguments.Get(Fields.Epoch), arguments.Get(Fields.Seq), arguments.Get(Fields.SignalSeq));
        var answer = await Enter(request, new Entry<ResumeAnswer>(
            arguments.Get(Fields.Call),
            arguments.Find(Fields.Device),
            (call, seat) => call.Resume(new ResumeCall(request.Caller.User, seat, has) { IsPoll = request.Connection is null }),
            resumed => new Admission(resumed.SeqState, resumed.Home, resumed.Connection),
            resumed =>
            {
                ended = resumed.Snapshot is null ? ended : "snapshot";
                return Answer.Of(ReplyTo(resumed));
            }));
        request.Instruments.Resumed(answer.Refusal is { } refusal ? ErrorCodes.All[refusal.Code].Word : ended);
        return answer;
    }

    private static ResumeReply ReplyTo(ResumeAnswer resumed) => resumed.Snapshot is { } snapshot
        ? new ResumeReply(null, snapshot, resumed.SeqState)
        : new ResumeReply([.. resumed.Replay.Select(Replayed)], null, resumed.SeqState);

    private static ReplayedEvent Replayed(StampedEvent content) =>
        new(EventNames.Of(content.Event).Word, new RawJson(EventJson.Write(content)));

    private static async ValueTask<Answer> Enter<T>(DoorRequest request, Entry<T> entry)
    {
        var place = await request.FindPlace();
        var seat = request.SeatAt(place, entry.Device);
        return place.Here is { } connection
            ? await EnterHere(request, entry, connection, seat)
            : await EnterElsewhere(request, entry, place.Elsewhere, seat);
    }

    private static async ValueTask<Answer> EnterHere<T>(DoorRequest request, Entry<T> entry, Connection connection, Seat seat)
    {
        var held = request.Roster.Hold(connection, entry.Call);
        var outcome = default(Outcome<T>);
        var isIn = false;
        try
        {
            outcome = await entry.Ask(held.Call.Grain, seat);
            isIn = outcome.IsDone && entry.Admission(outcome.Value).IsFor(connection.Id);
        }
        finally
        {
            if (!isIn)
            {
                request.Roster.Release(held);
            }
        }

        if (!outcome.IsDone)
        {
            return outcome.Refusal;
        }

        var answer = entry.Reply(outcome.Value);
        return isIn ? Admit(request, held, entry.Admission(outcome.Value), answer) : answer;
    }

    private static Answer Admit(DoorRequest request, CallSeat held, Admission admission, Answer answer)
    {
        LocalRoster.Admit(held, admission.State, admission.Home);
        return answer with { AfterWritten = () => request.Release(held) };
    }

    private static async ValueTask<Answer> EnterElsewhere<T>(DoorRequest request, Entry<T> entry, Device? device, Seat seat)
    {
        var call = request.Call(entry.Call);
        var outcome = await entry.Ask(call, seat);
        if (!outcome.IsDone)
        {
            return outcome.Refusal;
        }

        var admission = entry.Admission(outcome.Value);
        if (device is not null && admission.IsFor(device.Connection))
        {
            var without = new ResumeCall(request.Caller.User, request.SeatAt(default, entry.Device), admission.State) { IsPoll = true };
            await request.HttpSeats.SeatElsewhere(device, call, entry.Call, without, admission.Home);
        }

        return entry.Reply(outcome.Value);
    }
}
