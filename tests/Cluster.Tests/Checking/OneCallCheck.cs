namespace FChat.Cluster.Tests.Checking;

/// <summary>At any moment a room has at most one live call; and one command starts one call.</summary>
internal static class OneCallCheck
{
    public static IEnumerable<Fault> Faults(History history) => history.Truth.Calls
        .GroupBy(call => call.Room)
        .SelectMany(calls => AtOnce([.. calls.OrderBy(call => call.Creation)]))
        .Concat(StrayCalls(history));

    private static IEnumerable<Fault> AtOnce(CallRecord[] calls) => calls.Zip(calls.Skip(1))
        .Where(pair => pair.First.EndedAt is not { } ended || ended > pair.Second.Creation)
        .Select(pair => new Fault(FaultKind.TwoCalls, $"{pair.First.Call} lived until {pair.First.EndedAt:O}, {pair.Second.Call} from {pair.Second.Creation:O}"));

    /// <summary>A room has no more calls than commands that may have started one.</summary>
    private static IEnumerable<Fault> StrayCalls(History history)
    {
        var wanted = history.Acts.Where(act => act.Operation == "initiate_call" && act.MayHaveHappened).ToLookup(act => act.Aim.Room);
        return history.Truth.Calls
            .GroupBy(call => call.Room)
            .Where(calls => calls.Count() > wanted[calls.Key].Count())
            .Select(calls => new Fault(FaultKind.ActedTwice, $"{calls.Key}: {wanted[calls.Key].Count()} commands made {calls.Count()} calls"));
    }
}
