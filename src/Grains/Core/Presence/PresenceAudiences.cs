using System.Collections.Immutable;
using FChat.Presence;

namespace FChat.Core.Presence;

/// <summary>Sorts out who is to be told which of several changes.</summary>
public static class PresenceAudiences
{
    /// <summary>Groups people by the changes that concern them: each person is in at most one group, and nobody hears of somebody they share no room with.</summary>
    /// <param name="changes">At most one for each user.</param>
    /// <param name="coMembers">Who shares a room with whom; pairs may repeat.</param>
    public static IEnumerable<(ImmutableArray<PresenceView> Changes, IReadOnlySet<UserId> People)> Of(
        IReadOnlyList<PresenceView> changes, IEnumerable<(UserId User, UserId CoMember)> coMembers)
    {
        var place = changes.Select((change, index) => (change.User, index)).ToDictionary(pair => pair.User, pair => pair.index);
        return coMembers
            .Where(pair => place.ContainsKey(pair.User))
            .GroupBy(pair => pair.CoMember, pair => place[pair.User])
            .Select(concern => (Person: concern.Key, Changes: concern.Distinct().Order().ToArray()))
            .GroupBy(concern => string.Join(',', concern.Changes))
            .Select(group => (
                group.First().Changes.Select(index => changes[index]).ToImmutableArray(),
                (IReadOnlySet<UserId>)group.Select(concern => concern.Person).ToHashSet()));
    }
}
