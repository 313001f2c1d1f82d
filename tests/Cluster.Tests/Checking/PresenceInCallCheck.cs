namespace FChat.Cluster.Tests.Checking;

/// <summary>An acknowledged join or leave shows in every later view of the call and in its history.</summary>
internal static class PresenceInCallCheck
{
    private const string Join = "join_call";
    private const string Leave = "leave_call";

    public static IEnumerable<Fault> Faults(History history)
    {
        var comings = history.Acts.Where(act => act.Operation is Join or Leave).ToLookup(act => (act.Aim.Call, act.User));
        var sightings = history.Sightings.Where(sighting => !sighting.IsOver).ToLookup(sighting => sighting.Call);
        var stays = history.Stays.ToDictionary(stay => (stay.Call, stay.User));
        return comings
            .SelectMany(acts => sightings[acts.Key.Call!].SelectMany(sighting => InView(sighting, [.. acts], stays.GetValueOrDefault((acts.Key.Call!, acts.Key.User)))))
            .Concat(comings.SelectMany(acts => InHistory(history.Truth, [.. acts])));
    }

    private static IEnumerable<Fault> InView(Sighting sighting, Act[] acts, Stay? stay)
    {
        var last = acts.Where(act => act.MayHaveHappened && act.Begun < sighting.Answered).OrderBy(act => act.Done).LastOrDefault();
        if (last is not { Verdict: Verdict.Acknowledged } || last.Done >= sighting.Asked || IsLeftOut(sighting, last.User) || Overlaps(acts, last))
        {
            yield break;
        }

        var status = sighting.StatusOf.GetValueOrDefault(last.User);
        var isSeen = status is "Joined" or "Reconnecting";
        if (last.Operation == Leave ? isSeen : !isSeen && WasInWithoutBreak(stay, sighting))
        {
            yield return new Fault(FaultKind.NotDurable, $"{last}, and a view asked for at {sighting.Asked.TotalSeconds:0.000} shows {status ?? "nobody"}");
        }
    }

    private static bool IsLeftOut(Sighting sighting, string user) => !sighting.IsWhole && !sighting.StatusOf.ContainsKey(user);

    private static bool Overlaps(Act[] acts, Act one) => acts.Any(other => other != one && other.MayHaveHappened && other.Begun <= one.Done && other.Done >= one.Begun);

    /// <summary>A device that was cut off may have been given up meanwhile, which is no loss.</summary>
    private static bool WasInWithoutBreak(Stay? stay, Sighting sighting) =>
        stay?.Steps.LastOrDefault(step => step.At <= sighting.Asked && step is Seated or Cut or Unseated) is Seated
        && !stay.Steps.Any(step => step.At > sighting.Asked && step.At <= sighting.Answered && step is Cut or Unseated);

    private static IEnumerable<Fault> InHistory(Truth truth, Act[] acts)
    {
        if (truth.Calls.Count == 0 || acts.LastOrDefault(act => act.Verdict == Verdict.Acknowledged) is not { } last)
        {
            yield break;
        }

        var person = truth.Calls.FirstOrDefault(call => call.Call == last.Aim.Call)?.People.FirstOrDefault(one => one.User == last.User);
        if (person is not { HasJoined: true } && acts.Any(act => act is { Operation: Join, Verdict: Verdict.Acknowledged }))
        {
            yield return new Fault(FaultKind.NotDurable, $"{last}, and the history shows {person?.ToString() ?? "nobody"}");
        }
        else if (last.Operation == Leave && person is not { HasLeft: true, Status: "Left" })
        {
            yield return new Fault(FaultKind.NotDurable, $"{last}, and the history shows {person?.ToString() ?? "nobody"}");
        }
    }
}
