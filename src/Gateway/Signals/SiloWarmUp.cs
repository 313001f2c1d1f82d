using FChat.Gateway.Lease;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Signals;

/// <summary>Speaks to each silo once before the first caller does: the connection is open then, the lanes' routers are there, and their code is compiled.</summary>
internal sealed class SiloWarmUp(GatewayIdentity gateway, IGrainFactory grains, ClusterNotes notes, IOptions<SignalOptions> options)
{
    private readonly int lanes = options.Value.Lanes;
    private HashSet<string> met = [];

    /// <summary>Greets the silos that were not there the last time. Ends when all have answered, or failed to; those are not met, and are greeted again.</summary>
    /// <returns>Whether one that was there has gone, with all that it had in memory.</returns>
    public async Task<bool> Meet(IReadOnlyCollection<string> silos)
    {
        var hasLost = met.Any(silo => !silos.Contains(silo));
        var greeted = await Task.WhenAll(silos.Where(silo => !met.Contains(silo)).Select(Greet));
        met = [.. silos.Where(met.Contains), .. greeted.OfType<string>()];
        return hasLost;
    }

    private async Task<string?> Greet(string silo)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane =>
            notes.Say("a greeting", () => grains.SignalRouter(silo, gateway.Id, lane).Route([]))));
        return Array.TrueForAll(answers, wasHeard => wasHeard) ? silo : null;
    }
}
