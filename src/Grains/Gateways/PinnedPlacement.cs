using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace FChat.Gateways;

/// <summary>Places a grain on the silo that its key names (<see cref="GrainKeys.SiloOf"/>). Where that silo is gone, there is no such grain.</summary>
[GenerateSerializer, Immutable, Alias("fchat.PinnedPlacement")]
internal sealed class PinnedPlacement : PlacementStrategy
{
}

/// <summary>Marks a grain class that is placed by <see cref="PinnedPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PinnedPlacementAttribute() : PlacementAttribute(new PinnedPlacement());

/// <summary>Finds the silo among those that are alive.</summary>
internal sealed class PinnedPlacementDirector : IPlacementDirector
{
    /// <exception cref="SiloUnavailableException">The silo is gone.</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silo = GrainKeys.SiloOf(target.GrainIdentity.Key.ToString()!);
        return Array.Find(context.GetCompatibleSilos(target), candidate => candidate.ToParsableString() == silo) is { } found
            ? Task.FromResult(found)
            : throw new SiloUnavailableException($"The silo {silo} is not in the cluster.");
    }
}
