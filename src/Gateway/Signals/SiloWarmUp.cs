using FChat.Gateway.Lease;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Signals;

/// <summary>Speaks to each silo as soon as it is known, most often before the first caller does: the connection is open then, the lanes' routers are there, and their code is compiled.</summary>
internal sealed class SiloWarmUp(GatewayIdentity gateway, IGrainFactory grains, ClusterNotes notes, SiloStreams streams, IOptions<SignalOptions> options)
{
    private readonly int lanes = options.Value.Lanes;
    private readonly Lock gate = new();
    private readonly HashSet<string> met = [];
    private readonly HashSet<string> greeting = [];

    /// <summary>Greets the silos that have not been met, and does not wait for them: one that hangs must hold nobody up. Who does not answer is greeted again the next time.</summary>
    /// <param name="silos">All that there are now.</param>
    /// <returns>Whether one that was met has gone, with all that it had in memory.</returns>
    public bool Meet(IReadOnlyCollection<string> silos)
    {
        List<string> unmet, known;
        bool hasLost;
        lock (gate)
        {
            hasLost = met.RemoveWhere(silo => !silos.Contains(silo)) > 0;
            known = [.. met];
            unmet = [.. silos.Where(silo => !met.Contains(silo) && greeting.Add(silo))];
        }

        streams.Keep(silos, known);
        foreach (var silo in unmet)
        {
            _ = Greet(silo);
        }

        return hasLost;
    }

    /// <summary>Takes leave of all silos: nothing comes from here any more.</summary>
    public Task Leave() => streams.Leave();

    private async Task Greet(string silo)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane =>
            notes.Say("a greeting", () => grains.SignalRouter(silo, gateway.Id, lane).Route([]))));
        var isMet = Array.TrueForAll(answers, wasHeard => wasHeard);
        if (isMet)
        {
            streams.Open(silo);
        }

        lock (gate)
        {
            greeting.Remove(silo);
            if (isMet)
            {
                met.Add(silo);
            }
        }
    }
}
