namespace FChat.Cluster.Tests.Checking;

/// <summary>Holds a history against the promises of the protocol. Pure: the same history gives the same faults.</summary>
public static class HistoryChecker
{
    /// <summary>Every promise that the history shows to be broken; empty if none.</summary>
    public static IReadOnlyList<Fault> Faults(History history)
    {
        var walks = history.Stays.ToDictionary(stay => stay, StreamWalk.Through);
        var deliveries = walks.ToDictionary(walk => walk.Key, walk => walk.Value.Deliveries);
        return
        [
            .. walks.Values.SelectMany(walk => walk.Faults),
            .. SameForAllCheck.Faults(walks.Select(walk => (walk.Key, walk.Value.Taken))),
            .. SignalCheck.Faults(history, deliveries),
            .. EndingCheck.Faults(history),
            .. PresenceInCallCheck.Faults(history),
            .. RoomCheck.Faults(history),
            .. OneCallCheck.Faults(history),
            .. GhostCheck.Faults(history),
        ];
    }
}
