using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>What a program outside is told of a call.</summary>
public enum CallEventType
{
    /// <summary>It was made, and rings.</summary>
    CallStarted,

    /// <summary>The second participant is in.</summary>
    CallAnswered,

    /// <summary>Nobody answered in time.</summary>
    CallMissed,

    /// <summary>It is over: always the last.</summary>
    CallEnded,

    /// <summary>Somebody came in (again).</summary>
    ParticipantJoined,

    /// <summary>Somebody is out.</summary>
    ParticipantLeft,
}

/// <summary>Something that a program outside is told of a call.</summary>
/// <param name="Seq">Contiguous from 1 in each call.</param>
/// <param name="Revision">The call's revision that it is part of.</param>
/// <param name="User">Who, where it is about somebody.</param>
/// <param name="Reason">Why they went; null: with the call's end.</param>
public sealed record CallEvent(long Seq, CallEventType Type, DateTimeOffset At, long Revision, UserId? User = null, LeaveReason? Reason = null);

/// <summary>Events of a call, kept with it until they are in SQL: the change and its event are on disk together, or neither is.</summary>
public static class CallEvents
{
    /// <summary>Appends the event of the call's beginning.</summary>
    public static CallState Begun(this CallState made) => made.Append([(CallEventType.CallStarted, null, null)], made.CreatedAt);

    /// <summary>Appends the events of one decision.</summary>
    /// <param name="after">The call afterwards, its revision included.</param>
    /// <param name="before">The call before.</param>
    public static CallState Happened(this CallState after, CallState before, IReadOnlyCollection<CallFact> facts, DateTimeOffset now) =>
        after.Append([.. Of(before, after, facts)], now);

    /// <summary>Drops those that are in SQL.</summary>
    public static CallState WithoutEventsTo(this CallState call, long revision) =>
        call.Events is null ? call : call with { Events = call.Events.RemoveAll(e => e.Revision <= revision) is { IsEmpty: false } left ? left : null };

    private static IEnumerable<(CallEventType Type, UserId? User, LeaveReason? Reason)> Of(CallState before, CallState after, IReadOnlyCollection<CallFact> facts)
    {
        foreach (var joined in facts.OfType<SomebodyJoined>())
        {
            yield return (CallEventType.ParticipantJoined, joined.User, null);
        }

        if (before.ConnectedAt is null && after.ConnectedAt is not null)
        {
            yield return (CallEventType.CallAnswered, null, null);
        }

        foreach (var left in facts.OfType<SomebodyLeft>())
        {
            yield return (CallEventType.ParticipantLeft, left.User, left.Reason);
        }

        if (before.IsOver || !after.IsOver)
        {
            yield break;
        }

        // Those who were in it to the end go with it.
        var gone = facts.OfType<SomebodyLeft>().Select(left => left.User).ToHashSet();
        foreach (var who in before.Seated.Where(who => !gone.Contains(who.User)).OrderBy(who => who.User))
        {
            yield return (CallEventType.ParticipantLeft, who.User, null);
        }

        if (after.Status == CallStatus.Missed)
        {
            yield return (CallEventType.CallMissed, null, null);
        }

        yield return (CallEventType.CallEnded, null, null);
    }

    private static CallState Append(this CallState call, ImmutableArray<(CallEventType Type, UserId? User, LeaveReason? Reason)> happened, DateTimeOffset now)
    {
        if (happened.IsEmpty)
        {
            return call;
        }

        var last = call.EventSeq ?? 0;
        var events = happened.Select((e, i) => new CallEvent(last + i + 1, e.Type, now, call.Revision, e.User, e.Reason));
        return call with { Events = (call.Events ?? []).AddRange(events), EventSeq = last + happened.Length };
    }
}
