namespace FChat.Cluster.Tests.Checking;

/// <summary>Acknowledged messages, members and calls are there, once, and messages are numbered without a hole.</summary>
internal static class RoomCheck
{
    private const string Add = "add_room_member";
    private const string Remove = "remove_room_member";

    public static IEnumerable<Fault> Faults(History history) => history.Truth.Rooms.SelectMany(room => Faults(room, history));

    private static IEnumerable<Fault> Faults(RoomRecord room, History history)
    {
        var acts = history.Acts.Where(act => act.Aim.Room == room.Room).ToLookup(act => act.Operation);
        return Numbers(room)
            .Concat(acts["send_message"].SelectMany(act => Message(room, act)))
            .Concat(acts[Add].Concat(acts[Remove]).GroupBy(act => act.Aim.Target!).SelectMany(changes => Member(room, [.. changes.OrderBy(act => act.Begun)])))
            .Concat(acts["initiate_call"].Where(act => act.Verdict == Verdict.Acknowledged).SelectMany(act => Call(history.Truth, act)));
    }

    private static IEnumerable<Fault> Numbers(RoomRecord room)
    {
        var numbers = room.Messages.Select(message => message.Seq).Order().ToList();
        if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(number => (long)number)))
        {
            yield return new Fault(FaultKind.NotDurable, $"the messages of {room.Room} are numbered {string.Join(',', numbers)}");
        }
    }

    private static IEnumerable<Fault> Message(RoomRecord room, Act act)
    {
        var kept = room.Messages.Where(message => message.Tag == act.Aim.Tag).Select(message => message.Seq).ToList();
        if (kept.Count > 1)
        {
            yield return new Fault(FaultKind.ActedTwice, $"{act}: kept as {string.Join(" and ", kept)}");
        }
        else if (act.Verdict == Verdict.Acknowledged && (kept.Count == 0 || $"{kept[0]}" != act.Result))
        {
            yield return new Fault(FaultKind.NotDurable, $"{act} as number {act.Result}: kept as {(kept.Count == 0 ? "nothing" : kept[0])}");
        }
        else if (!act.MayHaveHappened && kept.Count > 0)
        {
            yield return new Fault(FaultKind.ActedTwice, $"{act}: kept as {kept[0]}");
        }
    }

    /// <summary>One user is added and removed by one owner, one after the other: the last known act decides, unless a later one's outcome is unknown.</summary>
    private static IEnumerable<Fault> Member(RoomRecord room, Act[] changes)
    {
        var last = changes.LastOrDefault(act => act.MayHaveHappened);
        if (last is { Verdict: Verdict.Acknowledged } && room.Members.Contains(last.Aim.Target!) != (last.Operation == Add))
        {
            yield return new Fault(FaultKind.NotDurable, $"{last} of {last.Aim.Target}: the room has {string.Join(',', room.Members)}");
        }
    }

    private static IEnumerable<Fault> Call(Truth truth, Act act)
    {
        if (truth.Calls.Count(call => call.Call == act.Result) != 1)
        {
            yield return new Fault(FaultKind.NotDurable, $"{act}: the history does not have {act.Result} once");
        }
    }
}
