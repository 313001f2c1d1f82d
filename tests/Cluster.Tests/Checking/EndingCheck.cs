namespace FChat.Cluster.Tests.Checking;

/// <summary>A device hears <c>call_ended</c> at most once, whether it is in the call or not; one that was in when the call ended learns it, by the event or when it comes back.</summary>
internal static class EndingCheck
{
    public static IEnumerable<Fault> Faults(History history)
    {
        var over = history.Truth.Calls.Where(call => call.EndedAt is not null).Select(call => call.Call).ToHashSet();
        return history.Stays.SelectMany(stay => Faults(stay, over.Contains(stay.Call)));
    }

    private static IEnumerable<Fault> Faults(Stay stay, bool isOver)
    {
        var heard = stay.Steps.Sum(Endings);
        if (heard > 1)
        {
            yield return new Fault(FaultKind.Ending, $"{stay}: call_ended came {heard} times");
        }

        if (isOver && stay.Steps.LastOrDefault(step => step is Seated or Unseated) is Seated)
        {
            yield return new Fault(FaultKind.Ending, $"{stay}: it was in to the last and never learned of the end");
        }
    }

    private static int Endings(Step step) => step switch
    {
        Heard { Event.Name: Told.CallEnded } => 1,
        Seated { How: Seating.Replay } seated => seated.Replay.Count(told => told.Name == Told.CallEnded),
        _ => 0,
    };
}
