namespace FChat.Cluster.Tests.Checking;

/// <summary>Nobody stays in a call for longer than a minute after their last sign of life, and no call after everybody has left.</summary>
internal static class GhostCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static IEnumerable<Fault> Faults(History history) => history.Silences
        .SelectMany(silence => history.Sightings
            .Where(sighting => sighting.Call == silence.Call && !sighting.IsOver && sighting.Asked > silence.LastSign + Longest)
            .Where(sighting => sighting.StatusOf.GetValueOrDefault(silence.User) is "Joined" or "Reconnecting")
            .Take(1)
            .Select(sighting => new Fault(FaultKind.Ghost, $"{silence.User} is still in {silence.Call} {(sighting.Asked - silence.LastSign).TotalSeconds:0.0} s after the last sign of life")))
        .Concat(history.Truth.OpenCalls.Select(call => new Fault(FaultKind.Ghost, $"{call} is open after everybody has left")))
        .Concat(history.Truth.Rooms.Where(room => room.ActiveCall is not null).Select(room => new Fault(FaultKind.Ghost, $"{room.Room} points to {room.ActiveCall}")));
}
