namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Without a database, running calls of which nothing has to be stored signal on: nothing that was sent meanwhile had to be repeated or to wait.</summary>
internal static class SignalsWentOn
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static IEnumerable<string> Faults(History history, IReadOnlySet<string> calls, TimeSpan from, TimeSpan until)
    {
        var signals = history.Acts.Where(act => act.Operation == "send_webrtc_signal" && calls.Contains(act.Aim.Call!) && act.Begun > from && act.Begun < until).ToList();
        var bad = signals.Where(act => act.Attempts.Count > 1 || act.Done - act.Begun > Soon).ToList();
        if (signals.Count == 0)
        {
            yield return "nobody signalled while the database was away";
        }

        if (bad.Count > 0)
        {
            var looks = history.Sightings.Where(sighting => sighting.Call == bad[0].Aim.Call && sighting.Answered - sighting.Asked > Soon);
            yield return $"{bad.Count} of {signals.Count} signals did not go on without the database, as {bad[0]}, begun at {bad[0].Begun.TotalSeconds:0.000}, "
                + $"in {bad[0].Attempts.Count} tries; views of its call were late {looks.Count()} times";
        }
    }
}
