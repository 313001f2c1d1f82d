using FChat.Calls;

namespace FChat.Core.Calls;

/// <content>
/// How media flows. The call alone decides: to the media server at once when one more than the limit is in, back only after two have been alone for a while.
/// So it does not go back and forth with people who come and go at the limit.
/// </content>
public static partial class CallMachine
{
    // Two browsers need nobody between them.
    private const int FewEnoughForMesh = 2;

    /// <summary>Brings the topology in line with who is in and what they send.</summary>
    /// <param name="newcomer">Who is just coming in, and is given a role afterwards.</param>
    private static void SettleTopology(Draft draft, UserId? newcomer = null)
    {
        if (draft.Call.IsOver)
        {
            return;
        }

        if (draft.Call.Topology == Topology.Sfu)
        {
            SettleMeshAgain(draft);
        }
        else if (draft.Rules.Topology.HasSfu && IsTooMuchForMesh(draft))
        {
            Switch(draft, Topology.Sfu);
            LimitPublishers(draft, newcomer);
        }
    }

    private static bool IsTooMuchForMesh(Draft draft)
    {
        var rules = draft.Rules.Topology;
        var seated = draft.Call.Seated.Count();
        return seated > rules.LimitFor(withPictures: false) || (seated > rules.LimitFor(withPictures: true) && HasPictures(draft.Call));
    }

    private static bool HasPictures(CallState call) => call.Type == CallType.Video || call.Seated.Any(p => p.CameraOn || p.ScreenSharing);

    private static bool MayBeMesh(Draft draft) =>
        draft.Rules.Topology.LimitFor(HasPictures(draft.Call)) >= FewEnoughForMesh && draft.Call.Seated.Count() <= FewEnoughForMesh;

    private static void SettleMeshAgain(Draft draft)
    {
        var call = draft.Call;
        var mayBeMesh = draft.Rules.Topology.MeshAgainAfter is not null && MayBeMesh(draft);
        if (mayBeMesh != call.MeshAt is not null)
        {
            draft.Change(call with { MeshAt = mayBeMesh ? draft.Now + draft.Rules.Topology.MeshAgainAfter : null });
        }
    }

    private static void Switch(Draft draft, Topology to)
    {
        draft.Change(draft.Call with { Topology = to, MeshAt = null, Sfu = null, ActiveSpeakers = null });
        draft.Tell(new CallChanged(null, null) { Topology = to });
        if (to == Topology.Mesh)
        {
            ForgetFeeds(draft);
            LetAllSpeak(draft);
        }
    }

    private static void ForgetFeeds(Draft draft)
    {
        foreach (var who in draft.Call.Participants.Values.Where(p => p.Feed is not null).ToList())
        {
            draft.ChangeSoft(who with { Feed = null });
        }
    }

    /// <summary>A mesh may hold more than may publish through a media server: hosts do, and those who were in first.</summary>
    private static void LimitPublishers(Draft draft, UserId? newcomer)
    {
        var others = draft.Call.Seated.Where(p => p.User != newcomer).OrderBy(p => p.Role != ParticipantRole.Host).ThenBy(p => p.JoinedAt).ThenBy(p => p.User);
        foreach (var who in others.Skip(draft.Rules.Topology.MaxPublishers).Where(p => p.Role != ParticipantRole.Host).ToList())
        {
            GiveRole(draft, who, MediaRole.Listener);
        }
    }

    private static void LetAllSpeak(Draft draft)
    {
        foreach (var who in draft.Call.Seated.Where(p => p.MediaRole == MediaRole.Listener).ToList())
        {
            GiveRole(draft, who, MediaRole.Publisher);
        }
    }

    /// <summary>What somebody who comes in may do: in a call that is full of publishers they listen, and who was made to listen still does.</summary>
    private static MediaRole RoleOnEntry(Draft draft, Participant who)
    {
        if (draft.Call.Topology == Topology.Mesh || who.Role == ParticipantRole.Host)
        {
            return MediaRole.Publisher;
        }

        return who.MediaRole == MediaRole.Listener || IsFullOfPublishers(draft, who.User) ? MediaRole.Listener : MediaRole.Publisher;
    }

    private static bool IsFullOfPublishers(Draft draft, UserId newcomer) =>
        draft.Call.Seated.Count(p => p.MediaRole == MediaRole.Publisher && p.User != newcomer) >= draft.Rules.Topology.MaxPublishers;

    private static Refusal? SetRole(Draft draft, SetMediaRole set)
    {
        if (draft.Call.Topology == Topology.Mesh)
        {
            return Refusal.Invalid("media_role", "In a mesh everybody speaks to everybody, and nobody could keep them from it.");
        }

        var who = draft.Call.Participants[set.Target];
        if (who.MediaRole == set.Role)
        {
            return null;
        }

        if (set.Role == MediaRole.Listener && who.Role == ParticipantRole.Host)
        {
            return Refusal.Invalid("user", "A host may always speak.");
        }

        if (set.Role == MediaRole.Publisher && IsFullOfPublishers(draft, who.User))
        {
            return Refusal.Full(draft.Rules.Topology.MaxPublishers);
        }

        GiveRole(draft, who, set.Role);
        return null;
    }

    /// <summary>Whoever may speak wants nothing more; whoever may not, sends nothing.</summary>
    private static void GiveRole(Draft draft, Participant who, MediaRole role)
    {
        var next = role == MediaRole.Publisher ? who with { HandRaised = false } : Silenced(who);
        next = next with { MediaRole = role };
        draft.Change(next);
        draft.Tell(new SomebodyChanged(Difference(who, next) with { MediaRole = role }));
    }

    private static Participant Silenced(Participant who) => who with { Muted = true, CameraOn = false, ScreenSharing = false };

    /// <summary>What the media server does with what somebody sends; never stored by itself.</summary>
    private static void ChangeFeed(Draft draft, FeedChanged change)
    {
        if (draft.Call.Topology == Topology.Sfu && draft.Call.Participants.TryGetValue(change.User, out var who) && who.IsSeated && who.Feed != change.Feed)
        {
            draft.ChangeSoft(who with { Feed = change.Feed });
            draft.Tell(new SomebodyChanged(new ParticipantChange(who.User, null, null, null, null, null) { Feed = change.Feed ?? 0 }));
        }
    }

    private static void ChangeSfu(Draft draft, SfuChanged change)
    {
        if (draft.Call.Topology != Topology.Sfu || draft.Call.Sfu == change.Sfu)
        {
            return;
        }

        // Nothing that was published goes on: everybody knows by the new generation.
        ForgetFeeds(draft);
        draft.ChangeSoft(draft.Call with { Sfu = change.Sfu, ActiveSpeakers = null });
        draft.Tell(new CallChanged(null, null) { Sfu = change.Sfu });
    }

    private static void ChangeSpeakers(Draft draft, SpeakersChanged change)
    {
        if (draft.Call.Topology == Topology.Sfu)
        {
            draft.ChangeSoft(draft.Call with { ActiveSpeakers = change.Speakers });
            draft.Tell(new CallChanged(null, null) { ActiveSpeakers = change.Speakers });
        }
    }
}
