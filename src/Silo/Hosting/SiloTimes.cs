using Orleans.Configuration;

namespace FChat.Hosting;

/// <summary>How long a silo waits for others before it takes them for dead. Shorter than Orleans' defaults, with which a hung silo kept its calls for more than a minute.</summary>
internal static class SiloTimes
{
    public static void Apply(ClusterMembershipOptions membership)
    {
        // Given up is who has missed three probes and from whom nothing at all came for three times the longest probe.
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(15);

        // Who cannot reach the others says so before whoever started it has gone; a silo that hangs is voted out well before.
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <param name="isShared">There may be other silos. One that hangs must not hold up what waits for it; a single one that does not answer is only busy.</param>
    public static void Apply(SiloMessagingOptions messaging, bool isShared)
    {
        messaging.ResponseTimeout = isShared ? TimeSpan.FromSeconds(3) : TimeSpan.FromSeconds(10);
        messaging.ClientDropTimeout = TimeSpan.FromSeconds(15);
        messaging.ClientGatewayShutdownNotificationTimeout = TimeSpan.FromSeconds(2);

        // What waits for one grain is bounded: beyond it, a request is turned away and the caller told to come again.
        messaging.MaxEnqueuedRequestsHardLimit = 10_000;
    }
}
