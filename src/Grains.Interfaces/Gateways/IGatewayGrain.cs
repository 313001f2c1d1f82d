using System.Collections.Immutable;
using Orleans.Concurrency;

namespace FChat.Gateways;

/// <summary>Holds the lease of one gateway process, <c>g:&lt;id&gt;</c>, and tells calls and users when it is over. Soft state: the gateway repeats what was lost.</summary>
[Alias("fchat.IGatewayGrain")]
public interface IGatewayGrain : IGrainWithStringKey
{
    /// <summary>Keeps the lease, and takes what the gateway holds since the last renewal. Called every 5 s.</summary>
    [Alias("renew")]
    Task<LeaseAnswer> Renew(IGatewayObserver observer, InterestDelta delta);

    /// <summary>The gateway's observer; null when no lease is alive. Reads only, so it interleaves: whoever is told that the lease is over may ask.</summary>
    [AlwaysInterleave, Alias("observer")]
    Task<IGatewayObserver?> Observer();

    /// <summary>The gateway goes by its own will: its connections are lost now, not when the lease ends.</summary>
    [Alias("retire")]
    Task Retire();
}

/// <summary>What a gateway holds, as a change since its last renewal or whole.</summary>
/// <param name="Whole">The added ones are all there are: forget the others.</param>
[GenerateSerializer, Immutable, Alias("fchat.InterestDelta")]
public sealed record InterestDelta(
    bool Whole,
    ImmutableArray<UserId> UsersAdded,
    ImmutableArray<UserId> UsersRemoved,
    ImmutableArray<CallId> CallsAdded,
    ImmutableArray<CallId> CallsRemoved);

/// <summary>The lease's answer.</summary>
/// <param name="Lease">For how long from now the lease holds.</param>
/// <param name="SendWhole">The grain has lost its memory: the next renewal must be whole.</param>
[GenerateSerializer, Immutable, Alias("fchat.LeaseAnswer")]
public sealed record LeaseAnswer(TimeSpan Lease, bool SendWhole)
{
    /// <summary>The silos that are active, as <see cref="GrainKeys.SignalRouter"/> names them.</summary>
    [Id(2)] public ImmutableArray<string> Silos { get; init; } = [];
}
