using System.Collections.Immutable;

namespace FChat.Core.Calls;

/// <summary>What a busy call may tell a moment later, and in which order, so that few events carry it.</summary>
public static class Gathering
{
    /// <summary>Whether nobody minds hearing of it a quarter of a second later.</summary>
    public static bool MayWait(CallFact fact) => Person(fact) is not null;

    /// <summary>
    /// Brings facts of one kind together, for they become one event. What is told of one person stays in its order, and so does everything
    /// before and after a fact that may not wait.
    /// </summary>
    public static IReadOnlyList<CallFact> Together(IReadOnlyList<CallFact> facts)
    {
        List<List<CallFact>> groups = [];
        Dictionary<UserId, int> newest = [];
        var first = 0;
        foreach (var fact in facts)
        {
            if (Person(fact) is { } person)
            {
                var at = Find(groups, fact, Math.Max(first, newest.GetValueOrDefault(person)));
                groups[at].Add(fact);
                newest[person] = at;
            }
            else
            {
                groups.Add([fact]);
                first = groups.Count;
            }
        }

        return [.. groups.SelectMany(group => group)];
    }

    private static int Find(List<List<CallFact>> groups, CallFact fact, int from)
    {
        var at = groups.FindIndex(Math.Min(from, groups.Count), group => group[0].GetType() == fact.GetType());
        if (at < 0)
        {
            at = groups.Count;
            groups.Add([]);
        }

        return at;
    }

    private static UserId? Person(CallFact fact) => fact switch
    {
        SomebodyJoined joined => joined.User,
        SomebodyLeft left => left.User,
        SomebodyChanged changed => changed.Change.User,
        RingOver ring => ring.User,
        SeatMoved moved => moved.User,
        _ => null,
    };
}
