using System.Collections.Immutable;
using FChat.Calls;
using FChat.Presence;

namespace FChat.Core.Calls;

/// <summary>Turns facts into numbered events and says who gets each (protocol 4 and 8).</summary>
/// <param name="call">The call after the facts.</param>
/// <param name="stream">Gives the numbers.</param>
/// <param name="now">The time.</param>
/// <param name="from">The device that started the call, which need not be told of it.</param>
public sealed class Announcements(CallState call, CallStream stream, DateTimeOffset now, ConnectionId? from)
{
    private readonly ImmutableArray<Outgoing>.Builder _out = ImmutableArray.CreateBuilder<Outgoing>();

    /// <summary>What to send, in order. Neighbours of one kind become one event.</summary>
    public ImmutableArray<Outgoing> Plan(IReadOnlyList<CallFact> facts)
    {
        for (var i = 0; i < facts.Count;)
        {
            i += PlanRun(facts, i);
        }

        return _out.ToImmutable();
    }

    private int PlanRun(IReadOnlyList<CallFact> facts, int start)
    {
        var run = RunLength(facts, start);
        switch (facts[start])
        {
            case SomebodyJoined: Joined(facts.Skip(start).Take(run).Cast<SomebodyJoined>().Select(f => f.User)); break;
            case SomebodyLeft: Left([.. facts.Skip(start).Take(run).Cast<SomebodyLeft>()]); break;
            case SomebodyChanged: Changed(facts.Skip(start).Take(run).Cast<SomebodyChanged>()); break;
            case SeatTakenOver fact: TakenOver(fact); break;
            case SeatMoved fact: Close(fact.From, fact.User, LeaveReason.TakenOver); break;
            case DeviceBeganAgain: break;
            case SomebodyRejected fact: Rejected(fact); break;
            case CallChanged fact: Everybody(Told(fact)); break;
            case RingWanted fact: Ring(fact.User); break;
            case RingOver fact: StopRing(fact); break;
            case CallOver fact: Over(fact); break;
            default: throw new ArgumentOutOfRangeException(nameof(facts), facts[start], "Nobody has said who is told this.");
        }

        return run;
    }

    private static CallUpdated Told(CallChanged fact) => new(fact.Status, fact.Topology, fact.ConnectedAt)
    {
        Sfu = fact.Sfu,
        ActiveSpeakers = fact.ActiveSpeakers,
    };

    private static int RunLength(IReadOnlyList<CallFact> facts, int start)
    {
        var end = start + 1;
        if (facts[start] is SomebodyJoined or SomebodyLeft or SomebodyChanged)
        {
            while (end < facts.Count && facts[end].GetType() == facts[start].GetType())
            {
                end++;
            }
        }

        return end - start;
    }

    private StampedEvent Everybody(ServiceEvent told, bool closes = false)
    {
        var content = stream.Number(told, now);
        _out.Add(new Broadcast(content, closes));
        return content;
    }

    private StampedEvent Copy(ServiceEvent told) => new(told, stream.CopyStamp);

    private void Joined(IEnumerable<UserId> users)
    {
        var people = users.Distinct().ToList();
        var told = new CallParticipantJoined([.. people.Select(u => call.Participants[u].View())]);
        Everybody(told);
        foreach (var user in people)
        {
            _out.Add(new ToUser(user, new CallEntered(call.Id)));
        }

        foreach (var ringing in call.Pending.Where(p => p.Status == ParticipantStatus.Ringing))
        {
            _out.Add(new ToUser(ringing.User, new EventCopy(call.Id, Copy(told), null)));
        }
    }

    private void Left(ImmutableArray<SomebodyLeft> facts)
    {
        foreach (var fact in facts)
        {
            Close(fact.Seat, fact.User, fact.Reason);
            _out.Add(new ToUser(fact.User, new CallExited(call.Id)));
        }

        Everybody(new CallParticipantLeft([.. facts.Select(f => new Departure(f.User, f.Reason))]));
    }

    private void TakenOver(SeatTakenOver fact)
    {
        Close(fact.From, fact.User, LeaveReason.TakenOver);
        Everybody(new CallParticipantLeft([new Departure(fact.User, LeaveReason.TakenOver)]));
        Everybody(new CallParticipantJoined([call.Participants[fact.User].View()]));
    }

    /// <summary>A device that did not ask to leave is told; one that did knows.</summary>
    private void Close(Seat? seat, UserId user, LeaveReason reason)
    {
        if (seat is { IsHttp: false })
        {
            _out.Add(new SeatClosed(seat, reason == LeaveReason.Left ? null : Copy(new CallParticipantLeft([new Departure(user, reason)]))));
        }
    }

    private void Changed(IEnumerable<SomebodyChanged> facts)
    {
        var merged = facts.GroupBy(f => f.Change.User).Select(g => g.Select(f => f.Change).Aggregate(Merge));
        Everybody(new CallParticipantUpdated([.. merged]));
    }

    private static ParticipantChange Merge(ParticipantChange earlier, ParticipantChange later) => new(
        later.User,
        later.Muted ?? earlier.Muted,
        later.CameraOn ?? earlier.CameraOn,
        later.ScreenSharing ?? earlier.ScreenSharing,
        later.HandRaised ?? earlier.HandRaised,
        later.Status ?? earlier.Status)
    {
        MediaRole = later.MediaRole ?? earlier.MediaRole,
        Feed = later.Feed ?? earlier.Feed,
    };

    private void Rejected(SomebodyRejected fact)
    {
        var told = new CallRejected(fact.User, fact.Reason);
        Everybody(told);
        if (!HasHeard(call.Participants[call.Caller]))
        {
            _out.Add(new ToUser(call.Caller, new EventCopy(call.Id, Copy(told), null)));
        }
    }

    // The end leaves people their seats: whoever has one has had every broadcast before it.
    private static bool HasHeard(Participant who) => who.Seat is not null;

    private void Ring(UserId user)
    {
        if (call.RingExpiresAt is not { } expires)
        {
            return;
        }

        var content = InvitationFor(expires);
        _out.Add(new ToUser(user, user == call.Caller
            ? new EventCopy(call.Id, content, from)
            : new RingStarted(call.Id, content, expires)));
    }

    private StampedEvent InvitationFor(DateTimeOffset expires) =>
        Copy(new CallInitiated(call.View(stream.Seq), call.Caller, expires));

    // The device that started the call never rang.
    private void StopRing(RingOver fact)
    {
        var except = fact.Except ?? (fact.User == call.Caller ? from : null);
        _out.Add(new ToUser(fact.User, new RingStopped(call.Id, Copy(new CallRingStopped(fact.Reason)), except)));
    }

    private void Over(CallOver fact)
    {
        var content = Everybody(new CallEnded(fact.Reason, fact.EndedBy, call.TotalDuration, call.Status), closes: true);
        foreach (var who in call.Participants.Values)
        {
            _out.Add(new ToUser(who.User, new EventCopy(call.Id, content, who.Seat?.Connection)));
            if (who.Seat is not null)
            {
                _out.Add(new ToUser(who.User, new CallExited(call.Id)));
            }
        }
    }
}
